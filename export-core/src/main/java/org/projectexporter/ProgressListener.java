package org.projectexporter;

/**
 * Is notified of the progress of an export, a verification or an import: at most ten times a second, when a phase
 * begins, and at the end. It is called by a thread of the operation and should return soon; exceptions from it are
 * logged once and otherwise ignored.
 */
@FunctionalInterface
public interface ProgressListener {
    /** A listener that does nothing. */
    ProgressListener NONE = event -> {};

    /**
     * Reports progress.
     *
     * @param event the state of the operation
     */
    void onProgress(ProgressEvent event);

    /**
     * Called once, before the first byte is written, with what is known by then; called again when an export is
     * resumed.
     *
     * @param outline how much there is to export, and what other systems cannot keep
     */
    default void onPlanned(ExportOutline outline) {}
}
