package org.projectexporter;

/**
 * The export, verification or import was cancelled through its {@link CancellationToken}, or because the thread that
 * waits for it was interrupted. What an export has written is
 * kept next to the target; {@link ProjectExporter#resume} finishes it, and {@link ProjectExporter#discard} removes it.
 */
public final class ExportCancelledException extends ExportException {
    private static final long serialVersionUID = 1L;

    /** Its reason is {@link ExportException.Reason#CANCELLED}. */
    public ExportCancelledException() {
        super(Reason.CANCELLED, "the export was cancelled");
    }
}
