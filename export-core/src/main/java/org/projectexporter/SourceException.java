package org.projectexporter;

import org.jspecify.annotations.Nullable;

/** The project cannot be exported as it is: unreadable, broken, corrupt, or of an unsupported kind. */
public final class SourceException extends ExportException {
    private static final long serialVersionUID = 1L;

    /**
     * With {@link ExportException.Reason#SOURCE_UNUSABLE}.
     *
     * @param message one line for people
     */
    public SourceException(String message) {
        this(Reason.SOURCE_UNUSABLE, message, null);
    }

    /**
     * With {@link ExportException.Reason#SOURCE_UNUSABLE}.
     *
     * @param message one line for people
     * @param cause null if there is none
     */
    public SourceException(String message, @Nullable Throwable cause) {
        this(Reason.SOURCE_UNUSABLE, message, cause);
    }

    /**
     * With a more specific reason.
     *
     * @param reason what is wrong with the project
     * @param message one line for people
     */
    public SourceException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * With a more specific reason.
     *
     * @param reason what is wrong with the project
     * @param message one line for people
     * @param cause null if there is none
     */
    public SourceException(Reason reason, String message, @Nullable Throwable cause) {
        super(reason, message, cause);
    }

    private SourceException(Builder builder) {
        super(builder);
    }

    /**
     * {@return an exception with a more specific reason, and an option that helps}
     *
     * @param reason what is wrong with the project
     * @param summary one line for people, without the option
     * @param option the option, and perhaps its value, as builders name it
     * @param cause null if there is none
     */
    public static SourceException withOption(Reason reason, String summary, String option, @Nullable Throwable cause) {
        return new SourceException(builder(reason, summary).option(option).cause(cause));
    }
}
