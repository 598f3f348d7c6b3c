package org.projectexporter;

/**
 * The export was stopped, for lack of space or memory or by a failure of input or output, and can be resumed: what was written is kept
 * next to the target. When the cause is gone, {@link ProjectExporter#resume} finishes it, {@link ProjectExporter#discard} removes it.
 */
public final class ExportStoppedException extends ExportException {
    private static final long serialVersionUID = 1L;

    /**
     * What has stopped it.
     *
     * @param reason {@link ExportException.Reason#OUT_OF_SPACE}, {@link ExportException.Reason#OUT_OF_MEMORY} or
     *     {@link ExportException.Reason#IO_FAILURE}
     * @param message one line for people
     */
    public ExportStoppedException(Reason reason, String message, Throwable cause) {
        super(reason, message, cause);
    }
}
