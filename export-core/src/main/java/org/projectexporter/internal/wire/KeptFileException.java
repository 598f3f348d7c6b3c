package org.projectexporter.internal.wire;

import org.jspecify.annotations.Nullable;

import org.projectexporter.ExportException;

/** A file that an earlier run left behind cannot be read. The message names it, and says what to do. */
public abstract sealed class KeptFileException extends ExportException
        permits CorruptFileException, OlderFileException, NewerFileException {
    private static final long serialVersionUID = 1L;

    KeptFileException(Reason reason, String message, @Nullable Throwable cause) {
        super(reason, message, cause);
    }
}
