package org.projectexporter.lfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/** The LFS stores of one project: contributed where their repositories travel, else read for what pointer files point to. */
final class LfsSource implements ProjectSource {
    private final SourceContext context;
    private final MissingObjects missing = new MissingObjects();
    private final PointerFiles pointerFiles;
    private final Set<Path> gitFolders = new TreeSet<>();
    private final Map<Path, OidSet> travelling = new TreeMap<>();

    LfsSource(SourceContext context) {
        this.context = context;
        this.pointerFiles = new PointerFiles(context, missing);
    }

    /** Also remembers the repositories that the walk comes by: one without any store may lack objects, too. */
    @Override
    public boolean claims(SourceItem item) {
        if (GitFolders.isDotGit(item)) {
            gitFolders.add(item.file());
        }
        return GitFolders.isLfsFolder(item);
    }

    @Override
    public void contribute(SourceItem item, PlanSink sink) throws IOException {
        Path gitFolder = item.file().getParent();
        if (gitFolder != null) {
            gitFolders.add(gitFolder);
        }
        StoreWalk walk = new StoreWalk(
                context, sink, item, CurrentPointers.of(item.file().resolveSibling("")));
        walk.add(item);
        travelling.put(item.file(), walk.oids());
    }

    @Override
    public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
        return context.options().includeHistory() ? entry : pointerFiles.materialise(item, entry, sink);
    }

    @Override
    public void finish(PlanSink sink) throws IOException {
        if (context.options().includeHistory()) {
            PointerWalk walk = new PointerWalk(context, sink, missing);
            for (Path gitFolder : GitFolders.withModules(gitFolders)) {
                walk.search(gitFolder, travelling.getOrDefault(gitFolder.resolve("lfs"), new OidSet()));
            }
        }
        missing.settle(context.options().missingLfs(), sink);
    }
}
