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
     * @param reason {@link ExportException.Reason#OUT_OF_SPACE}, {@link ExportException.Reason#OUT_OF_MEMORY} or
     *     {@link ExportException.Reason#IO_FAILURE}
     * @param message one line for people
     */
    public ExportStoppedException(Reason reason, String message, Throwable cause) {
        super(reason, message, cause);
    }
}
