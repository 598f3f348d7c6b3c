package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;

/** What was kept of an export is not what was written. */
final class DamagedJobException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedJobException(String message) {
        super(message);
    }
}
