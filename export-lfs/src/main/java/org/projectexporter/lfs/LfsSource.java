package org.projectexporter.lfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.git.RepositoryFiles;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.ProjectSource;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * The Git LFS stores of one project: contributed if their repositories are exported, otherwise read for the objects
 * that pointer files refer to.
 */
final class LfsSource implements ProjectSource {
    private static final RawPath LFS = RawPath.of("lfs");

    private final SourceContext context;
    private final MissingObjects missing = new MissingObjects();
    private final PointerFiles pointerFiles;
    /** Git folders, by their path in the archive relative to the project's folder. */
    private final Map<RawPath, Path> repositories = new TreeMap<>();
    /** The exported stores, by the path of their Git folder. */
    private final Map<RawPath, StoreWalk> stores = new TreeMap<>();

    LfsSource(SourceContext context) {
        this.context = context;
        this.pointerFiles = new PointerFiles(context, missing);
    }

    /**
     * Also records the repositories that the walk finds or that the source of repositories offers: one without any
     * store may lack objects, too.
     */
    @Override
    public boolean claims(SourceItem item) throws IOException {
        if (!item.isDirectory()) {
            return false;
        }
        boolean isStore = item.isNamed(LFS) && repositories.containsKey(GitFolders.parentOf(item.path()));
        if (!isStore && (GitFolders.isOne(item) || RepositoryFiles.isBareRepository(item, context))) {
            repositories.put(item.path(), item.file());
        }
        return isStore;
    }

    /** Called for each folder of a store. */
    @Override
    public void contribute(SourceItem item, PlanSink sink) throws IOException {
        RawPath place = GitFolders.parentOf(item.path());
        Path gitFolder = repositories.computeIfAbsent(place, path -> item.file().resolveSibling(""));
        List<Path> folders = RepositoryFiles.of(gitFolder, context).lfsFolders();
        boolean own = item.file().equals(folders.get(folders.size() - 1));
        storeAt(place, gitFolder, sink).addStore(item, own);
    }

    private StoreWalk storeAt(RawPath place, Path gitFolder, PlanSink sink) throws IOException {
        StoreWalk store = stores.get(place);
        if (store == null) {
            store = new StoreWalk(
                    context,
                    sink,
                    place.resolve(LFS),
                    RepositoryFiles.of(gitFolder, context),
                    CurrentPointers.of(gitFolder, context));
            stores.put(place, store);
        }
        return store;
    }

    @Override
    public PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
        return context.options().includeHistory() ? entry : pointerFiles.materialise(item, entry, sink);
    }

    @Override
    public void finish(PlanSink sink) throws IOException {
        pointerFiles.release();
        if (context.options().includeHistory()) {
            PointerWalk walk = new PointerWalk(context, sink, missing);
            for (Map.Entry<RawPath, Path> repository : repositories.entrySet()) {
                RawPath place = repository.getKey();
                Path gitFolder = repository.getValue();
                if (GitFolders.isGitFolder(gitFolder)) {
                    walk.search(place, gitFolder, storeAt(place, gitFolder, sink));
                }
            }
        }
        missing.report(context.options().missingLfs(), sink);
    }

    @Override
    public void close() throws IOException {
        pointerFiles.release();
    }
}
