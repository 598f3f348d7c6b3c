package org.projectexporter.internal.wire;

import org.jspecify.annotations.Nullable;

/** A file differs from what was written there. */
public final class CorruptFileException extends KeptFileException {
    private static final long serialVersionUID = 1L;

    public CorruptFileException(String message, @Nullable Throwable cause) {
        super(Reason.NOT_RESUMABLE, message, cause);
    }
}
