package org.projectexporter;

import org.jspecify.annotations.Nullable;

/** The project cannot be exported as it is: unreadable, broken, corrupt, or of a shape that is not supported. */
public final class SourceException extends ExportException {
    private static final long serialVersionUID = 1L;

    public SourceException(String message) {
        super(message);
    }

    public SourceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
