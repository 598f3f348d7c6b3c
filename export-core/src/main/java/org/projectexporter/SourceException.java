package org.projectexporter;

import org.jspecify.annotations.Nullable;

/** The project cannot be exported as it is: unreadable, broken, corrupt, or of a shape that is not supported. */
public final class SourceException extends ExportException {
    private static final long serialVersionUID = 1L;

    /** With {@link ExportException.Reason#SOURCE_UNUSABLE}. */
    public SourceException(String message) {
        this(Reason.SOURCE_UNUSABLE, message, null);
    }

    /** With {@link ExportException.Reason#SOURCE_UNUSABLE}. */
    public SourceException(String message, @Nullable Throwable cause) {
        this(Reason.SOURCE_UNUSABLE, message, cause);
    }

    /** With a reason that says more. */
    public SourceException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** With a reason that says more. */
    public SourceException(Reason reason, String message, @Nullable Throwable cause) {
        super(reason, message, cause);
    }
}
