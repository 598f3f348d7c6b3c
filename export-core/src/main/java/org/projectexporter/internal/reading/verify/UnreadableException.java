package org.projectexporter.internal.reading.verify;

import org.projectexporter.ExportException;

/** The files of an archive cannot be read: nothing is said about what is in them. */
final class UnreadableException extends ExportException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message, Throwable cause) {
        super(Reason.IO_FAILURE, message, cause);
    }
}
