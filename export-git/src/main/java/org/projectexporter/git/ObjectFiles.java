package org.projectexporter.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.StorageHint;

/**
 * The object store of one repository: loose objects and packs, which never change once they are there. Loose ones are planned
 * first: what is packed meanwhile is then found in its pack.
 */
final class ObjectFiles {
    private static final RawPath INFO = RawPath.of("info");
    private static final RawPath PACK = RawPath.of("pack");
    /** Lists that name alternates by path or address. */
    private static final Set<String> ALTERNATES = Set.of("alternates", "http-alternates");

    private static final int TRIES = 20;

    private final GitFolder repository;
    private final PlanSink sink;
    private final boolean firstLook;
    private final boolean borrows;
    private final RawPath root;
    /** What lies in the store itself, by path, if it borrows. */
    private final Set<RawPath> seen = new HashSet<>();

    private ObjectFiles(GitFolder repository, SourceItem objects, PlanSink sink, boolean firstLook, boolean borrows) {
        this.borrows = borrows;
        this.repository = repository;
        this.sink = sink;
        this.firstLook = firstLook;
        this.root = objects.path();
    }

    /**
     * Plans all files of the repository's store, and of those that it borrows from, as if they lay in its own.
     *
     * @param objects the store
     * @param firstLook false for one that looks for what is new: then without what Git derives from the packs that were there
     *     at one time, since it may not fit a mixture of old and new
     */
    static void plan(GitFolder repository, SourceItem objects, PlanSink sink, boolean firstLook) throws IOException {
        Collection<Path> borrowed = Alternates.of(objects.file(), repository.context(), repository.inArchive());
        ObjectFiles files = new ObjectFiles(repository, objects, sink, firstLook, !borrowed.isEmpty());
        files.addFolder(objects);
        List<SourceItem> children = repository.children(objects);
        for (SourceItem child : children) {
            if (!child.name().equals(PACK)) {
                files.add(child);
            }
        }
        for (SourceItem child : children) {
            if (child.name().equals(PACK)) {
                files.add(child);
            }
        }
        BorrowedObjects others = new BorrowedObjects(repository, objects.path(), sink, files.seen);
        for (Path store : borrowed) {
            others.plan(store);
        }
    }

    private void add(SourceItem item) throws IOException {
        if (GitNames.isTemporaryObject(item.path()) || GitNames.isLock(item.path())) {
            if (firstLook) {
                report(Finding.Kind.LEFT_OUT, item, "was being written");
            }
            return;
        }
        switch (item.stat().kind()) {
            case DIRECTORY -> addTree(item);
            case FILE -> addFile(item);
            case SYMBOLIC_LINK ->
                throw GitErrors.unsupported(repository.inArchive(item), "a symbolic link among a repository's objects");
            default -> report(Finding.Kind.SPECIAL_FILE, item, "is no regular file");
        }
    }

    private void report(Finding.Kind kind, SourceItem item, String detail) {
        sink.report(Finding.of(kind, repository.inArchive(item), detail));
    }

    private void addTree(SourceItem folder) throws IOException {
        repository.context().checkCancelled();
        addFolder(folder);
        boolean packs = folder.name().equals(PACK);
        for (SourceItem child : packs ? settledListing(folder) : FolderListing.of(folder)) {
            add(child);
        }
    }

    /** A listing that is taken while a pack takes the place of another may miss both; two that agree do not. */
    static List<SourceItem> settledListing(SourceItem folder) throws IOException {
        List<SourceItem> listing = FolderListing.of(folder);
        for (int i = 0; i < TRIES; i++) {
            List<SourceItem> again = FolderListing.of(folder);
            if (paths(again).equals(paths(listing))) {
                return again;
            }
            listing = again;
        }
        return listing;
    }

    private static List<RawPath> paths(List<SourceItem> items) {
        List<RawPath> paths = new ArrayList<>();
        items.forEach(item -> paths.add(item.path()));
        return paths;
    }

    private void addFolder(SourceItem folder) throws IOException {
        see(folder);
        sink.add(PlannedEntry.directory(
                repository.inArchive(folder),
                EntryRole.GIT,
                folder.stat().mtime(),
                folder.stat().mode()));
    }

    private void see(SourceItem item) {
        if (borrows) {
            seen.add(item.path());
        }
    }

    private void reportAlternates(SourceItem list) {
        if (firstLook && list.stat().size() > 0) {
            report(Finding.Kind.LEFT_OUT, list, "the objects that it leads to travel in its place, if it leads to any");
        }
    }

    private void addFile(SourceItem file) throws IOException {
        see(file);
        RawPath path = file.path().relativeTo(root);
        boolean info = path.startsWith(INFO);
        boolean derived = info || path.fileName().toString().startsWith("multi-pack-index");
        if (info && ALTERNATES.contains(path.fileName().toString())) {
            reportAlternates(file);
        } else if (!derived || (firstLook && !borrows)) {
            sink.add(PlannedEntry.file(
                    repository.inArchive(file),
                    EntryRole.GIT_OBJECT,
                    file.stat().size(),
                    file.stat().mtime(),
                    file.stat().mode(),
                    new Content.OfFile(file.file()),
                    StorageHint.STORE));
        }
    }
}
