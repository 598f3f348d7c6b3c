package org.projectexporter.git.objects;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.git.folder.Damage;
import org.projectexporter.git.folder.FolderListing;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.GitNames;
import org.projectexporter.git.folder.StrayFiles;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.files.GitSpelling;

/**
 * The object store of one repository: loose objects and packs, which never change once they exist. Loose objects are
 * planned first: one that is packed meanwhile is then found in its pack.
 */
public final class ObjectFiles {
    private static final RawPath INFO = RawPath.of("info");
    private static final RawPath PACK = RawPath.of("pack");
    /** Lists of alternates, by path or by URL. */
    private static final Set<String> ALTERNATES = Set.of("alternates", "http-alternates");

    private static final int TRIES = 20;

    private final GitFolder repository;
    private final PlanSink sink;
    private final @Nullable HeldObjects held;
    private final boolean firstLook;
    private final boolean borrows;
    private final RawPath root;
    /** The paths in the store itself, if it borrows objects. */
    private final Set<RawPath> seen = new HashSet<>();

    private ObjectFiles(
            GitFolder repository, SourceItem objects, PlanSink sink, @Nullable HeldObjects held, boolean borrows) {
        this.borrows = borrows;
        this.repository = repository;
        this.sink = sink;
        this.held = held;
        this.firstLook = held != null;
        this.root = objects.path();
    }

    /**
     * Plans all files of the repository's store, those that are held open but have been deleted since, and those of the
     * stores that it borrows from, as if they were in its own.
     *
     * @param objects the store
     * @param held the files that are held open; null when looking again later for new objects
     * @return whether it borrows objects from other stores
     */
    public static boolean plan(GitFolder repository, SourceItem objects, PlanSink sink, @Nullable HeldObjects held)
            throws IOException {
        Collection<Path> borrowed = Alternates.of(objects.file(), repository.context(), repository.inArchive());
        ObjectFiles files = new ObjectFiles(repository, objects, sink, held, !borrowed.isEmpty());
        files.addAll(objects);
        if (held != null) {
            for (SourceItem gone : List.copyOf(held.left())) {
                files.addFile(gone);
            }
        }
        BorrowedObjects others = new BorrowedObjects(repository, objects.path(), sink, files.seen);
        for (Path store : borrowed) {
            others.plan(store);
        }
        return !borrowed.isEmpty();
    }

    private void addAll(SourceItem objects) throws IOException {
        addFolder(objects);
        List<SourceItem> children = repository.children(objects);
        for (SourceItem child : children) {
            if (!child.name().equals(PACK)) {
                add(child);
            }
        }
        for (SourceItem child : children) {
            if (child.name().equals(PACK)) {
                add(child);
            }
        }
    }

    private void add(SourceItem item) throws IOException {
        if (GitNames.isTemporaryObject(item.path()) || GitNames.isLock(item.path())) {
            if (firstLook) {
                report(Finding.Kind.LEFT_OUT, item, "was being written");
            }
            return;
        }
        if (StrayFiles.isOfOtherProgram(item.path().relativeTo(root))) {
            if (firstLook) {
                report(Finding.Kind.LEFT_OUT, item, "is not an object, and Git ignores it");
            }
            return;
        }
        if (GitSpelling.misspeltPart(repository.relative(item)) != null) {
            sink.notImported(repository.inArchive(item));
        }
        switch (item.stat().kind()) {
            case DIRECTORY -> addTree(item);
            case FILE -> addFile(item);
            case SYMBOLIC_LINK ->
                Damage.found(repository, repository.relative(item), "it is a link to what is missing", sink);
            default -> report(Finding.Kind.SPECIAL_FILE, item, "not a regular file");
        }
    }

    private void report(Finding.Kind kind, SourceItem item, String detail) {
        sink.report(Finding.of(kind, repository.inArchive(item), detail));
    }

    private void addTree(SourceItem folder) throws IOException {
        repository.context().checkCancelled();
        addFolder(folder);
        boolean packs = folder.name().equals(PACK);
        for (SourceItem child : packs ? stableListing(folder) : repository.children(folder)) {
            add(child);
        }
    }

    private List<SourceItem> stableListing(SourceItem folder) throws IOException {
        return stableListing(() -> repository.children(folder));
    }

    /** Lists a folder. */
    private interface Listing {
        List<SourceItem> now() throws IOException;
    }

    /** A listing made while one pack replaces another may miss both; two listings that agree do not. */
    static List<SourceItem> stableListing(SourceItem folder, SourceContext context) throws IOException {
        return stableListing(() -> FolderListing.of(folder, context));
    }

    private static List<SourceItem> stableListing(Listing folder) throws IOException {
        List<SourceItem> listing = folder.now();
        for (int i = 0; i < TRIES; i++) {
            List<SourceItem> again = folder.now();
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
                EntryRole.REPOSITORY,
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
            report(Finding.Kind.LEFT_OUT, list, "the objects that it refers to, if any, are exported instead");
        }
    }

    private void addFile(SourceItem file) throws IOException {
        see(file);
        RawPath path = file.path().relativeTo(root);
        if (path.startsWith(INFO) && ALTERNATES.contains(path.fileName().toString())) {
            reportAlternates(file);
        } else if (path.startsWith(INFO) || isDerived(file.name())) {
            leaveOutDerived(file);
        } else {
            if (held != null) {
                held.planned(file);
            }
            sink.add(entry(repository.inArchive(file), file, sink));
        }
    }

    /**
     * The entry of a file of a store. The index of a pack is captured: it says which objects the archive has, also in a
     * later run and when Git has packed everything again ({@code snapshot.RepositoryProof}).
     */
    static PlannedEntry entry(RawPath path, SourceItem file, PlanSink sink) throws IOException {
        Content content = path.toString().endsWith(PackIndex.SUFFIX) ? capture(file, sink) : null;
        return PlannedEntry.file(
                path,
                EntryRole.REPOSITORY_OBJECT,
                content instanceof Content.Captured captured
                        ? captured.length()
                        : file.stat().size(),
                file.stat().mtime(),
                file.stat().mode(),
                content == null ? new Content.OfFile(file.file()) : content,
                StorageHint.STORE);
    }

    /** Captures a file; null if it is gone, in which case it may still be held open. */
    private static Content.@Nullable Captured capture(SourceItem file, PlanSink sink) throws IOException {
        try (InputStream in = Files.newInputStream(file.file(), LinkOption.NOFOLLOW_LINKS)) {
            return sink.capture(in);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    static boolean isDerived(RawPath name) {
        return name.toString().startsWith("multi-pack-index");
    }

    /**
     * Git rewrites commit-graph, multi-pack-index and info/packs in place while it packs. They could then refer to
     * objects that were created or deleted after the refs were read, which {@code git fsck} reports as damage.
     */
    private void leaveOutDerived(SourceItem file) {
        if (firstLook) {
            report(Finding.Kind.LEFT_OUT, file, "derived from the objects; Git recreates it");
        }
    }
}
