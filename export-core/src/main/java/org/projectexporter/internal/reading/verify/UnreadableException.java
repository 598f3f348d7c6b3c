package org.projectexporter.internal.reading.verify;

import org.projectexporter.ExportException;

/** The files of an archive cannot be read, which proves nothing about their content. */
final class UnreadableException extends ExportException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message, Throwable cause) {
        super(Reason.IO_FAILURE, message, cause);
    }
}
