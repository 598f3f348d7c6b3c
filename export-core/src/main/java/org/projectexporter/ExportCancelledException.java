package org.projectexporter;

/**
 * The export was cancelled through its {@link CancellationToken}. What was written is kept beside the target:
 * {@link ProjectExporter#resume} finishes it, {@link ProjectExporter#discard} removes it.
 */
public final class ExportCancelledException extends ExportException {
    private static final long serialVersionUID = 1L;

    public ExportCancelledException() {
        super("the export was cancelled");
    }
}
