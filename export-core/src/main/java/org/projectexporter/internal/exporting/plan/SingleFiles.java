package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.SourceResolver;

/**
 * Plans single files and links outside the project, with the sources that refine them. These stay open from one file to
 * the next, since successive files are mostly in the same folder.
 */
final class SingleFiles implements Closeable {
    private final List<SourceResolver> resolvers;
    private final PlanBuilder plan;
    private OpenSources sources = new OpenSources();
    private @Nullable Path folder;
    private @Nullable PlanBuilder ofFolder;
    private @Nullable FilesSource files;

    SingleFiles(Collection<SourceResolver> resolvers, PlanBuilder plan) {
        this.resolvers =
                resolvers.stream().filter(SourceResolver::refinesSingleFiles).toList();
        this.plan = plan;
    }

    /**
     * Plans one file or link, regardless of patterns.
     *
     * @param around the context of its folder
     */
    void add(SourceItem item, PlanContext around) throws IOException {
        FilesSource current = files;
        if (current == null || !around.projectFolder().equals(folder)) {
            finish();
            sources.open(resolvers, around);
            PlanBuilder opened = plan.ofTree(sources.all());
            current = new FilesSource(around, opened, EntryRole.DEPENDENCY, Set.of());
            ofFolder = opened;
            files = current;
            folder = around.projectFolder();
        }
        current.add(item);
    }

    private void finish() throws IOException {
        PlanBuilder opened = ofFolder;
        if (opened != null) {
            opened.finishSources();
        }
        ofFolder = null;
        files = null;
        close();
        sources = new OpenSources();
    }

    /** Finishes the sources; to be called when all files are planned. */
    void finishLast() throws IOException {
        finish();
    }

    @Override
    public void close() throws IOException {
        sources.close();
    }
}
