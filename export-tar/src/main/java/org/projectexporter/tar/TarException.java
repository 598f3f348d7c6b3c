package org.projectexporter.tar;

import org.projectexporter.ExportException;

/** Thrown for a tar that cannot be written, or cannot be resumed. */
final class TarException extends ExportException {
    private static final long serialVersionUID = 1L;

    TarException(Reason reason, String message) {
        super(reason, "tar: " + message);
    }
}
