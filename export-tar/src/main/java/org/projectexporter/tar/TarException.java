package org.projectexporter.tar;

import org.projectexporter.ExportException;

/** A tar that cannot be written, or cannot be continued. */
final class TarException extends ExportException {
    private static final long serialVersionUID = 1L;

    TarException(Reason reason, String message) {
        super(reason, "tar: " + message);
    }
}
