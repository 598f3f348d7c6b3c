package org.projectexporter;

/** The export was cancelled through its {@link CancellationToken}. */
public final class ExportCancelledException extends ExportException {
    private static final long serialVersionUID = 1L;

    public ExportCancelledException() {
        super("the export was cancelled");
    }
}
