package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import org.projectexporter.git.config.AttributeFilters;
import org.projectexporter.git.config.Filter;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * Reports the filters that files of attributes name: their programs do not travel, and without them Git would store
 * plain text. Each is reported once.
 */
final class ReportedFilters {
    private final Set<Filter> reported = new HashSet<>();

    /** Reports the filters in a repository's own files of attributes. */
    void report(RepositoryPlan plan, PlanSink sink) throws IOException {
        for (SourceItem attributes : plan.attributes()) {
            report(attributes, plan.repository().inArchive(attributes), sink);
        }
    }

    /** Reports the filters in a file of attributes; any other file is ignored. */
    void report(SourceItem item, RawPath inArchive, PlanSink sink) throws IOException {
        if (!item.isFile() || item.stat().size() > AttributeFilters.LARGEST) {
            return;
        }
        byte[] content = readIfPresent(item);
        if (content != null) {
            for (Filter filter : AttributeFilters.in(content).values()) {
                if (reported.add(filter)) {
                    sink.report(Finding.of(Finding.Kind.NOTE, inArchive, filter.exported()));
                }
            }
        }
    }

    private static byte @Nullable [] readIfPresent(SourceItem item) throws IOException {
        try (ConfinedFolder project = ConfinedFolder.around(item)) {
            return SmallFile.readIfPresent(item, project);
        }
    }
}
