package org.projectexporter;

/**
 * The export was stopped by a failure of input or output, and can go on: what was written is kept beside the target. When the cause
 * is gone, {@link ProjectExporter#resume} finishes it, {@link ProjectExporter#discard} removes it.
 */
public final class ExportStoppedException extends ExportException {
    private static final long serialVersionUID = 1L;

    public ExportStoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}
