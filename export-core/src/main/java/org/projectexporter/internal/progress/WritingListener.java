package org.projectexporter.internal.progress;

import org.projectexporter.spi.PlannedEntry;

/** Is told by the writing thread how it goes on. */
public interface WritingListener {
    void starts(PlannedEntry entry);

    /** Bytes of content that are about to be written. */
    void wrote(long bytes);

    void ends(PlannedEntry entry);
}
