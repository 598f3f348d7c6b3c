package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ImportNote;
import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.internal.io.FileSystemTraits;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.internal.reading.verify.EntrySink;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;
import org.projectexporter.spi.files.SeenNames;

/**
 * Unpacks into a private folder of this process. Until all files are unpacked it contains only folders and files, which
 * we created and only we may access, so that no path leads through a link. Until the end, the owner may read every file
 * and change the contents of every folder, whatever their final modes.
 */
final class DiskTree implements Tree, Closeable {
    private final StagedPaths paths;
    private final DeferredEntries late;
    private final SyncQueue syncs;
    private final LargeFiles large = new LargeFiles();
    private final TreeCopies copies = new TreeCopies(large);
    private final KeptTimes times = new KeptTimes();
    private final LinkTimes linkTimes;
    private final DiskLinks links;
    private final ImportedModes modes;
    private final ArchiveSnapshot archive;

    /**
     * Creates a tree.
     *
     * @param disk its file system
     * @param spare an unused name next to the tree
     * @param archive the archive that is unpacked
     */
    DiskTree(
            StagedPaths paths,
            DeferredEntries late,
            ImportedModes modes,
            FileSystemTraits disk,
            Path spare,
            ArchiveSnapshot archive)
            throws IOException {
        this.paths = paths;
        this.archive = archive;
        this.late = late;
        this.modes = modes;
        this.linkTimes = new LinkTimes(spare, times);
        this.syncs =
                SyncQueue.below(Objects.requireNonNull(spare.toAbsolutePath().getParent()));
        this.links = new DiskLinks(paths, disk, linkTimes, syncs);
    }

    @Override
    public void addFolder(ArchiveEntry entry) throws IOException {
        inFolder(entry.path(), () -> paths.make(entry.path(), Files::createDirectory));
        Attributes.setMode(paths.of(entry.path()), Attributes.PRIVATE_FOLDER);
        late.add(entry);
    }

    @Override
    public void addLink(ArchiveEntry entry) throws IOException {
        late.add(entry);
    }

    @Override
    public File addFile(ArchiveEntry entry, EntrySink.ContentPosition content) throws IOException {
        FileChannel channel = create(entry);
        long shared = share(entry, content, channel);
        return shared > 0 || entry.size() < LargeFiles.BLOCK_BYTES
                ? new SmallFile(channel, shared, () -> syncWith(entry, channel))
                : largeFile(entry, channel);
    }

    private long share(ArchiveEntry entry, EntrySink.ContentPosition content, FileChannel channel) throws IOException {
        try {
            return archive.share(entry, content, paths.of(entry.path()), channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private FileChannel create(ArchiveEntry entry) throws IOException {
        if (!MetadataNames.isMetadata(entry.path())) {
            modes.addFile(entry);
        }
        if ((entry.mode() & Attributes.OWNER_READS_FILE) == 0 || modes.isUndecided(entry)) {
            late.add(entry);
        } else {
            modes.count(entry);
        }
        return inFolder(entry.path(), () -> paths.make(entry.path(), DiskTree::create));
    }

    /**
     * Adds a file with the content of one that has been unpacked, asynchronously; to be called between {@link
     * #awaitFiles} and {@link #settle}.
     */
    void addCopy(ArchiveEntry entry, RawPath source, CancellationToken cancellation, TreeCopies.WhenCopied then)
            throws IOException {
        FileChannel made = create(entry);
        Path to = paths.of(entry.path());
        copies.add(
                new TreeCopies.Copy(paths.of(source), to, entry.size()),
                made,
                then,
                () -> syncWith(entry, FileChannel.open(to, StandardOpenOption.READ)),
                cancellation);
    }

    /** Opens a large file again; its place is known by now, so this is the file that was created. */
    private File largeFile(ArchiveEntry entry, FileChannel made) throws IOException {
        made.close();
        Path path = paths.of(entry.path());
        DirectFile file = DirectFile.openToWrite(path);
        return new LargeFile(file, large, () -> syncs.add(file, () -> setAttributes(path, entry), file::sync));
    }

    private void setAttributes(Path file, ArchiveEntry entry) throws IOException {
        setTime(file, entry);
        Attributes.setModeOfFile(file, readable(modes.provisional(entry)));
    }

    private void syncWith(ArchiveEntry entry, FileChannel channel) throws IOException {
        Path path = paths.of(entry.path());
        syncs.add(channel, () -> setAttributes(path, entry), () -> channel.force(true));
    }

    /** The mode that allows us to read a file until the end. */
    private static int readable(int mode) {
        return mode | Attributes.OWNER_READS_FILE;
    }

    /** Sets the time of a file or folder. */
    private void setTime(Path file, ArchiveEntry entry) throws IOException {
        FileTimes.set(file, entry.mtime());
        times.check(entry.path(), file, entry.mtime());
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T inFolder(RawPath path, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (NoSuchFileException e) {
            if (!paths.exist()) {
                throw new ExportException(
                        Reason.TARGET_CHANGED,
                        "the folder in which the import was working, " + e.getFile()
                                + ", was removed meanwhile; nothing was imported, start it again",
                        e);
            }
            if (paths.hasFolderOf(path)) {
                throw e;
            }
            throw new ExportException(
                    Reason.ARCHIVE_DAMAGED,
                    "the archive has an entry " + path + ", but no entry for its parent folder; nothing was imported",
                    e);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** Waits until all files that were added are complete. */
    void awaitFiles() throws IOException {
        copies.await();
        large.await();
        syncs.await();
    }

    /**
     * Waits until all files are complete, with their attributes, and durable; to be called before anything else is done
     * with them.
     */
    void settle() throws IOException {
        awaitFiles();
        if (modes.decide()) {
            late.visit(entry -> {
                if (entry.type() == EntryType.FILE) {
                    setAndSync(paths.of(entry.path()), readable(modes.provisional(entry)));
                }
            });
            syncs.await();
        }
    }

    /** Restores a hard link: {@link DiskLinks#linkAgain}. */
    void linkAgain(RawPath path, RawPath same, Path spare) throws IOException {
        links.linkAgain(path, same, spare);
    }

    /** The view for restorers. */
    RestoredTree restored(ImportManifest manifest, Set<RawPath> rewritten, SeenNames entries) {
        return new UnpackedTree(paths, manifest, rewritten, entries, syncs, modes);
    }

    /** Creates the links; to be called when all files have been unpacked. */
    void makeLinks() throws IOException {
        late.visit(entry -> {
            if (entry.type() == EntryType.HARD_LINK) {
                inFolder(entry.path(), () -> {
                    links.makeHard(entry);
                    return entry;
                });
            } else if (entry.type() == EntryType.SYMBOLIC_LINK) {
                inFolder(entry.path(), () -> {
                    links.makeSymbolic(entry);
                    return entry;
                });
            }
        });
    }

    /** The links into the project by its absolute path, which is {@code project} from now on. */
    void moveLinks(ImportManifest manifest, Restorers restorers, Path project, List<ImportNote> notes)
            throws IOException {
        new MovedLinks(paths, linkTimes, project).set(late, manifest.absoluteLinks(), restorers::isTracked, notes);
    }

    /**
     * Sets the times and modes of folders, and makes everything durable; to be called last. The top folders can still
     * be moved: for that their owner needs write access to them (rename(2)).
     */
    void finish() throws IOException {
        syncs.await();
        Deque<ArchiveEntry> closed = new ArrayDeque<>();
        late.visit(entry -> {
            if (entry.type() == EntryType.DIRECTORY) {
                Path folder = paths.of(entry.path());
                if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    return; // a restorer has removed it
                }
                modes.count(entry);
                setTime(folder, entry);
                if (Attributes.mayBeEntered(modes.finalMode(entry))) {
                    setAndSync(folder, modes.finalMode(entry));
                } else {
                    closed.push(entry); // its contents have to be reached first
                }
            } else if (entry.type() == EntryType.FILE) {
                modes.count(entry);
                finishFile(entry);
            } else if (entry.type() == EntryType.HARD_LINK) {
                links.finishHard(entry);
            }
        });
        for (ArchiveEntry entry : closed) {
            int mode = modes.finalMode(entry);
            setAndSync(paths.of(entry.path()), isTop(entry) ? Attributes.entered(mode) : mode);
        }
        syncs.await();
    }

    /** A change of the mode changes the time that Git compares (st_ctime), so it is not changed without need. */
    private void finishFile(ArchiveEntry entry) throws IOException {
        int mode = modes.finalMode(entry);
        Path file = paths.of(entry.path());
        if (mode != readable(modes.provisional(entry)) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Attributes.setModeOfFile(file, mode);
        }
    }

    private void setAndSync(Path file, int mode) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Attributes.setMode(file, mode);
        syncs.add(channel);
    }

    /** Sets the modes of the top folders; to be called when they have their final names. */
    void finishTops(ImportTarget target) throws IOException {
        late.visit(entry -> {
            int mode = modes.finalMode(entry);
            if (entry.type() == EntryType.DIRECTORY && isTop(entry) && !Attributes.mayBeEntered(mode)) {
                setAndSync(entry.path().equals(paths.name()) ? target.project() : target.dependencies(), mode);
            }
        });
        syncs.await();
    }

    private static boolean isTop(ArchiveEntry entry) {
        return entry.path().equals(entry.path().fileName());
    }

    /** What could not be restored exactly; to be called after {@link #finish}. */
    List<ImportNote> notes() {
        List<ImportNote> notes = new ArrayList<>(links.notes());
        notes.addAll(times.notes(paths.name()));
        notes.addAll(linkTimes.notes(paths.name()));
        notes.addAll(modes.notes(paths.name()));
        return notes;
    }

    @Override
    public void close() throws IOException {
        copies.close();
        large.close();
        syncs.close();
    }
}
