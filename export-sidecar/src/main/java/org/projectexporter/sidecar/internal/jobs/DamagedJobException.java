package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;

/** The stored state of an export is damaged. */
final class DamagedJobException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedJobException(String message) {
        super(message);
    }
}
