package org.projectexporter;

/**
 * The export was stopped by a lack of space or memory or by an I/O failure, and can be resumed: what was written is
 * kept next to the target. Once the cause is removed, {@link ProjectExporter#resume} finishes the export;
 * {@link ProjectExporter#discard} removes it.
 */
public final class ExportStoppedException extends ExportException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param reason {@link ExportException.Reason#OUT_OF_SPACE}, {@link ExportException.Reason#OUT_OF_MEMORY},
     *     {@link ExportException.Reason#IO_FAILURE} or {@link ExportException.Reason#SOURCE_UNREADABLE}
     * @param message one line for people
     * @param cause the failure
     */
    public ExportStoppedException(Reason reason, String message, Throwable cause) {
        super(reason, message, cause);
    }

    private ExportStoppedException(Builder builder) {
        super(builder);
    }

    /**
     * {@return the exception for a part of the project that cannot be read}
     *
     * @param summary one line for people, without the option
     * @param optional whether it can be skipped, by an option
     * @param cause the failure to read it
     */
    public static ExportStoppedException ofUnreadable(String summary, boolean optional, Throwable cause) {
        Builder builder =
                ExportException.builder(Reason.SOURCE_UNREADABLE, summary).cause(cause);
        return new ExportStoppedException(optional ? builder.option("onUnreadable SKIP") : builder);
    }
}
