package org.projectexporter.internal.exporting.engine;

import java.io.IOException;

/** A reader was stopped because the export has already ended, for a reason that is reported elsewhere. */
public final class AbortedException extends IOException {
    private static final long serialVersionUID = 1L;

    AbortedException() {
        super("reading was stopped");
    }
}
