package org.projectexporter.internal.exporting.estimate;

import java.util.List;

import org.projectexporter.spi.PlannedEntry;

/**
 * Content to be examined: some whole files of a group, or a part of one large file.
 *
 * @param bytes of content, at most {@link SampleGroups#LARGEST_SAMPLE}
 * @param from where the part begins; 0 for whole files
 */
record Sample(SampleGroup group, List<PlannedEntry> files, long from, long bytes) {
    Sample {
        files = List.copyOf(files);
    }

    /** Whether it is a part of a large file, or all of it. */
    boolean isOfLargeFile() {
        return files.get(0).size() > SampleGroups.LARGE_FILE;
    }
}
