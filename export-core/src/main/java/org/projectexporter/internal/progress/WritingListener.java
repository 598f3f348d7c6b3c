package org.projectexporter.internal.progress;

import org.projectexporter.spi.PlannedEntry;

/** Is notified of progress by the writing thread. */
public interface WritingListener {
    /** An entry is about to be written. */
    void starts(PlannedEntry entry);

    /** Some bytes of content are about to be written. */
    void wrote(long bytes);

    /** An entry has been written. */
    void ends(PlannedEntry entry);
}
