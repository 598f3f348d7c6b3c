package org.projectexporter.internal.exporting.engine;

import java.io.IOException;

import org.projectexporter.spi.PlannedEntry;

/** Tells a file that was removed from a project that is gone as a whole, such as a disk that was unmounted. */
@FunctionalInterface
public interface Presence {
    /** Assumes that the project is there. */
    Presence ASSUMED = gone -> {};

    /**
     * Called for an entry that is gone, before that is recorded.
     *
     * @throws org.projectexporter.ExportStoppedException if everything around it is gone too
     */
    void requireAround(PlannedEntry gone) throws IOException;
}
