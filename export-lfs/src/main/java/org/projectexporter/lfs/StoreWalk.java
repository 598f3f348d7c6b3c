package org.projectexporter.lfs;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.projectexporter.ExportOptions.MissingLfs;
import org.projectexporter.git.RepositoryFiles;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.files.ConfinedFolder;
import org.projectexporter.spi.files.Sha256Table;

/**
 * Contributes the {@code lfs} folder of one repository: its objects, which are checked against their names, and other
 * files unchanged, but no unfinished work of Git LFS. Only the objects of a store elsewhere are contributed, each once.
 * Links are followed as everywhere in a repository.
 */
final class StoreWalk {
    private static final Set<RawPath> NEVER =
            Set.of(RawPath.of("tmp"), RawPath.of("incomplete"), RawPath.of("logs"), RawPath.of("cache"));
    private static final Pattern NEVER_ANYWHERE = Pattern.compile("(?s).*\\.lock|credentials|\\.git-credentials");
    private static final Pattern OBJECTS = Pattern.compile("objects");
    private static final Pattern FAN_OUT = Pattern.compile("[0-9a-f]{2}");

    /**
     * Files that are not objects may be written to at any time: up to this size their bytes are captured when they are
     * planned.
     */
    private static final int CAPTURE_BYTES = 1 << 20;

    private final SourceContext context;
    private final PlanSink sink;
    private final RawPath lfsFolder;
    private final RepositoryFiles repository;
    private final CurrentPointers current;
    private final Sha256Table oids = new Sha256Table();
    private final Set<RawPath> folders = new HashSet<>();

    /**
     * Creates a walk for one repository.
     *
     * @param lfsFolder its path, relative to the project's folder
     * @param repository the repository
     * @param current the pointers of the checkout that the repository belongs to
     */
    StoreWalk(
            SourceContext context,
            PlanSink sink,
            RawPath lfsFolder,
            RepositoryFiles repository,
            CurrentPointers current) {
        this.repository = repository;
        this.context = context;
        this.sink = sink;
        this.lfsFolder = lfsFolder;
        this.current = current;
    }

    /** Whether what is checked out needs an object; true as well if nothing is checked out, as in a bare repository. */
    boolean isCurrent(LfsPointer pointer) {
        return current.isEmpty() || current.pointTo(pointer.oid(), pointer.size());
    }

    /** The oids of the objects that have been contributed. */
    Sha256Table oids() {
        return oids;
    }

    /**
     * Adds a folder whose objects are in {@code objects}.
     *
     * @param own whether it is the default folder of the repository
     */
    void addStore(SourceItem lfs, boolean own) throws IOException {
        if (own) {
            add(lfs);
            return;
        }
        addEntry(lfs);
        for (SourceItem objects : named(children(lfs), OBJECTS)) {
            addEntry(objects);
            for (SourceItem first : named(children(objects), FAN_OUT)) {
                context.checkCancelled();
                addEntry(first);
                for (SourceItem second : named(children(first), FAN_OUT)) {
                    addEntry(second);
                    addObjects(children(second));
                }
            }
        }
    }

    private static List<SourceItem> named(List<SourceItem> items, Pattern name) {
        return items.stream()
                .filter(item -> item.isDirectory()
                        && name.matcher(item.name().toString()).matches())
                .toList();
    }

    private void addObjects(List<SourceItem> items) throws IOException {
        for (SourceItem item : items) {
            if (item.isFile() && LfsStore.oidOf(item.path().relativeTo(lfsFolder)) != null) {
                addFile(item);
            }
        }
    }

    /** Adds one object from another repository's store, and the folders above it. */
    void addBorrowed(String oid, LfsStore.Found object) throws IOException {
        RawPath path = lfsFolder.resolve("objects/" + oid.substring(0, 2) + "/" + oid.substring(2, 4) + "/" + oid);
        Path folder = object.file();
        for (RawPath at = GitFolders.parentOf(path); at.startsWith(lfsFolder); at = GitFolders.parentOf(at)) {
            folder = folder.resolveSibling("");
            addEntry(new SourceItem(folder, at, context.stat(folder)));
        }
        addFile(new SourceItem(object.file(), path, object.stat()));
    }

    /** Adds {@code item}, which is the {@code lfs} folder or inside of it, and everything below it. */
    private void add(SourceItem item) throws IOException {
        switch (item.stat().kind()) {
            case DIRECTORY -> addFolder(item);
            case FILE -> addFile(item);
            case SYMBOLIC_LINK -> addLink(item);
            default -> report(Finding.Kind.SPECIAL_FILE, item, "a FIFO, socket or device");
        }
    }

    private void addEntry(SourceItem folder) throws IOException {
        if (folders.add(folder.path())) {
            FileStat stat = folder.stat();
            sink.add(PlannedEntry.directory(
                    context.inArchive(folder.path()), EntryRole.REPOSITORY, stat.mtime(), stat.mode()));
        }
    }

    private void addFolder(SourceItem item) throws IOException {
        context.checkCancelled();
        addEntry(item);
        for (SourceItem child : children(item)) {
            if (NEVER.contains(child.path().relativeTo(lfsFolder))) {
                leaveOutWork(child);
            } else if (!item.path().equals(lfsFolder)
                    || !RepositoryFiles.addUnlessOfLfs(child, lfsFolder, sink, context)) {
                add(child);
            }
        }
    }

    private void addFile(SourceItem item) throws IOException {
        String oid = LfsStore.oidOf(item.path().relativeTo(lfsFolder));
        if (oid == null) {
            addOtherFile(item);
            return;
        }
        if (oids.contains(oid)) {
            return;
        }
        boolean fatal = context.options().missingLfs() == MissingLfs.FAIL;
        long size = item.stat().size();
        EntryRole role = current.pointTo(oid, size) ? EntryRole.LARGE_OBJECT : EntryRole.OLDER_LARGE_OBJECT;
        sink.add(file(item, role, size, new Content.OfFile(item.file())).withCheck(new ContentCheck(oid, fatal)));
        oids.add(oid);
    }

    private void addOtherFile(SourceItem item) throws IOException {
        if (NEVER_ANYWHERE.matcher(item.name().toString()).matches()) {
            report(Finding.Kind.LEFT_OUT, item, "locks and credentials are never exported");
            return;
        }
        if (item.stat().size() > CAPTURE_BYTES) {
            sink.add(file(item, EntryRole.REPOSITORY, item.stat().size(), new Content.OfFile(item.file())));
            return;
        }
        try {
            byte[] bytes = read(item);
            sink.add(file(item, EntryRole.REPOSITORY, bytes.length, sink.capture(bytes)));
        } catch (NoSuchFileException e) {
            report(Finding.Kind.VANISHED, item, "gone before it could be read");
        }
    }

    private static byte[] read(SourceItem item) throws IOException {
        try (ConfinedFolder project = ConfinedFolder.around(item)) {
            return SmallFile.read(item, project, CAPTURE_BYTES);
        }
    }

    private PlannedEntry file(SourceItem item, EntryRole role, long size, Content content) {
        FileStat stat = item.stat();
        RawPath path = context.inArchive(item.path());
        return PlannedEntry.file(path, role, size, stat.mtime(), stat.mode(), content, StorageHint.AUTO);
    }

    private void addLink(SourceItem item) throws IOException {
        FileStat stat = item.stat();
        RawPath path = context.inArchive(item.path());
        RawPath target;
        try {
            target = ConfinedFolder.around(item).linkTarget(item.file(), stat);
        } catch (NoSuchFileException e) {
            report(Finding.Kind.VANISHED, item, "gone before it could be read");
            return;
        }
        sink.add(PlannedEntry.symbolicLink(path, EntryRole.REPOSITORY, stat.mtime(), stat.mode(), target));
    }

    private void leaveOutWork(SourceItem item) throws IOException {
        if (containsFiles(item)) {
            report(Finding.Kind.LEFT_OUT, item, "unfinished work and logs of Git LFS are never exported");
        }
    }

    private boolean containsFiles(SourceItem item) throws IOException {
        if (!item.isDirectory()) {
            return true;
        }
        for (SourceItem child : children(item)) {
            if (containsFiles(child)) {
                return true;
            }
        }
        return false;
    }

    private void report(Finding.Kind kind, SourceItem item, String detail) {
        sink.report(Finding.of(kind, context.inArchive(item.path()), detail));
    }

    /** The children of a folder, sorted by name. Files that disappear during the listing are left out. */
    private List<SourceItem> children(SourceItem folder) throws IOException {
        List<SourceItem> children = new ArrayList<>();
        for (Path file : Listing.of(folder.file(), folder.path())) {
            addIfPresent(file, folder.path().resolve(NativeNames.nameOf(file)), children);
        }
        children.sort(Comparator.comparing(SourceItem::path));
        return children;
    }

    private void addIfPresent(Path file, RawPath path, List<SourceItem> children) throws IOException {
        try {
            SourceItem child = new SourceItem(file, path, context.stat(file));
            children.add(repository.follow(child, GitFolders.parentOf(lfsFolder)));
        } catch (NoSuchFileException e) {
            // disappeared since the listing: git lfs prune, or a finished download
        }
    }
}
