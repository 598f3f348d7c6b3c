package org.projectexporter;

/**
 * Is told how an export goes on: at most ten times a second, when writing begins, and at the end. It is called by a thread of
 * the export and should return soon; what it throws is logged once and hurts nothing.
 */
@FunctionalInterface
public interface ProgressListener {
    /** A listener that does nothing. */
    ProgressListener NONE = event -> {};

    void onProgress(ProgressEvent event);

    /**
     * Told once, before the first byte is written: what is known by then. Called again for an export that is resumed.
     */
    default void onPlanned(ExportOutline outline) {}
}
