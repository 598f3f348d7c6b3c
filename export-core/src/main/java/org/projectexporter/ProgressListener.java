package org.projectexporter;

import java.util.List;

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
     * Told once, before anything is written: what of the project other systems cannot keep. Not called if there is nothing; called
     * again for an export that is resumed.
     */
    default void onPortability(List<PortabilityIssue> issues) {}
}
