package org.projectexporter.internal.exporting.plan;

import java.io.IOException;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;

/**
 * The source "dependencies": reports the targets of symbolic links in the working tree, with {@code
 * include_dependencies}.
 */
public final class DependencySourceResolver implements SourceResolver {
    @Override
    public String name() {
        return "dependencies";
    }

    @Override
    public String description() {
        return "with dependencies: the files and folders outside the project that links lead to";
    }

    @Override
    public int specificity() {
        return 10;
    }

    @Override
    public boolean refinesSingleFiles() {
        return true;
    }

    @Override
    public ProjectSource open(SourceContext context) throws ExportCancelledException {
        context.checkCancelled();
        return context.options().includeDependencies() ? new Links() : new ProjectSource() {};
    }

    private static final class Links implements ProjectSource {
        @Override
        public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
            if (entry.type() == EntryType.SYMBOLIC_LINK) {
                sink.refer(entry.path(), item.file());
            }
            return entry;
        }
    }
}
