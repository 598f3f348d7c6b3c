package org.projectexporter;

/**
 * Is notified of the progress of an export, a verification or an import: at most ten times a second, when a phase begins, and at the end.
 * It is called by a thread of the operation and should return soon; what it throws is logged once and hurts nothing.
 */
@FunctionalInterface
public interface ProgressListener {
    /** A listener that does nothing. */
    ProgressListener NONE = event -> {};

    /** Something was done. */
    void onProgress(ProgressEvent event);

    /**
     * Called once, before the first byte is written: what is known by then. Called again for an export that is resumed.
     */
    default void onPlanned(ExportOutline outline) {}
}
