package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ImportNote;
import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;
import org.projectexporter.spi.files.SeenNames;

/**
 * Unpacks into a folder that only this process knows. Until all files are there it holds folders and files alone, made by us and open
 * to nobody else, so that no path leads through a link. Until all is done its owner may read every file and change what lies in every
 * folder, whatever their modes will be.
 */
final class DiskTree implements Tree, Closeable {
    private final StagedPaths paths;
    private final DeferredEntries late;
    private final SyncQueue syncs = new SyncQueue();
    private final LargeFiles large = new LargeFiles();
    private final KeptTimes times = new KeptTimes();

    DiskTree(StagedPaths paths, DeferredEntries late) {
        this.paths = paths;
        this.late = late;
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
    public File addFile(ArchiveEntry entry) throws IOException {
        if ((entry.mode() & Attributes.OWNER_READS_FILE) == 0) {
            late.add(entry);
        }
        FileChannel channel = inFolder(entry.path(), () -> paths.make(entry.path(), DiskTree::create));
        return entry.size() < LargeFiles.BLOCK_BYTES ? new SmallFile(entry, channel) : largeFile(entry, channel);
    }

    /** Its place is found by now, so that what is opened once more is what was made. */
    private File largeFile(ArchiveEntry entry, FileChannel made) throws IOException {
        made.close();
        Path path = paths.of(entry.path());
        DirectFile file = DirectFile.openToWrite(path);
        return new LargeFile(
                file,
                large,
                () -> syncs.add(file, () -> {
                    setAttributes(path, entry);
                    file.sync();
                }));
    }

    private void setAttributes(Path file, ArchiveEntry entry) throws IOException {
        setTime(file, entry);
        Attributes.setModeOfFile(file, modeOf(entry) | Attributes.OWNER_READS_FILE);
    }

    /** Of a file or folder. */
    private void setTime(Path file, ArchiveEntry entry) throws IOException {
        FileTimes.set(file, entry.mtime());
        times.check(entry.path(), file, entry.mtime());
    }

    /** Of a file. */
    private static int modeOf(ArchiveEntry entry) {
        return entry.mode() & ~Attributes.SET_ID;
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T inFolder(RawPath path, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (NoSuchFileException e) {
            if (!paths.areThere()) {
                throw new ExportException(
                        Reason.TARGET_CHANGED,
                        "the folder in which the import was at work, " + e.getFile()
                                + ", was removed meanwhile; nothing was imported, start it again",
                        e);
            }
            throw new ExportException(
                    Reason.ARCHIVE_DAMAGED,
                    "the archive has an entry " + path + ", and no entry for the folder that it lies in; nothing was"
                            + " imported",
                    e);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** Waits until all files are whole, with their attributes, and durable; to be called before anything else is done with them. */
    void settle() throws IOException {
        large.await();
        syncs.await();
    }

    /**
     * Makes two files of the archive that are the same one again. What is not the same in content and attributes, or not there yet, stays
     * as it is. Nothing is removed before it is replaced.
     *
     * @param spare a name beside the tree that is free
     */
    void linkAgain(RawPath path, RawPath same, Path spare) throws IOException {
        Path name = paths.of(path);
        Path file = paths.of(same);
        boolean both = Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (both
                && areOneButForTheirPlace(FileStat.read(name), FileStat.read(file))
                && Files.mismatch(name, file) < 0) {
            Files.createLink(spare, file);
            Files.move(spare, name, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static boolean areOneButForTheirPlace(FileStat a, FileStat b) {
        return a.inode() != b.inode() && a.mode() == b.mode() && a.mtime().equals(b.mtime());
    }

    /** What restorers see of it. */
    RestoredTree restored(ImportManifest manifest, Set<RawPath> rewritten, SeenNames entries) {
        return new UnpackedTree(paths, manifest, rewritten, entries, syncs);
    }

    /** Makes the links; to be called when all files are there. */
    void makeLinks() throws IOException {
        late.visit(entry -> {
            if (entry.type() == EntryType.HARD_LINK) {
                Path file = paths.of(entry.linkTargetOrThrow());
                inFolder(entry.path(), () -> paths.make(entry.path(), name -> Files.createLink(name, file)));
            } else if (entry.type() == EntryType.SYMBOLIC_LINK) {
                Path target = NativeNames.toLinkTarget(entry.linkTargetOrThrow());
                Path link = inFolder(
                        entry.path(), () -> paths.make(entry.path(), name -> Files.createSymbolicLink(name, target)));
                FileTimes.setOfLink(link, entry.mtime());
                times.check(entry.path(), link, entry.mtime());
            }
        });
    }

    /**
     * Gives folders their times and modes, and makes all durable; to be called last. The uppermost ones can still be moved elsewhere:
     * for that their owner has to be allowed to write in them (rename(2)).
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
                setTime(folder, entry);
                if (Attributes.mayBeEntered(entry.mode())) {
                    finishFolder(folder, entry.mode());
                } else {
                    closed.push(entry); // what lies in it has to be reached first
                }
            } else if (entry.type() == EntryType.FILE) {
                finishFile(paths.of(entry.path()), entry);
            }
        });
        for (ArchiveEntry entry : closed) {
            finishFolder(paths.of(entry.path()), isTop(entry) ? Attributes.entered(entry.mode()) : entry.mode());
        }
        syncs.await();
    }

    private static void finishFile(Path file, ArchiveEntry entry) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Attributes.setModeOfFile(file, modeOf(entry));
        }
    }

    private void finishFolder(Path folder, int mode) throws IOException {
        FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ);
        Attributes.setMode(folder, mode);
        syncs.add(channel);
    }

    /** Gives the uppermost folders their modes where they lie now; to be called when they have their names. */
    void finishTops(ImportTarget target) throws IOException {
        late.visit(entry -> {
            if (entry.type() == EntryType.DIRECTORY && isTop(entry) && !Attributes.mayBeEntered(entry.mode())) {
                finishFolder(
                        entry.path().equals(paths.name()) ? target.project() : target.dependencies(), entry.mode());
            }
        });
        syncs.await();
    }

    private static boolean isTop(ArchiveEntry entry) {
        return entry.path().equals(entry.path().fileName());
    }

    /** What could not be made as it was; to be asked when all is finished. */
    List<ImportNote> notes() {
        return times.notes(paths.name());
    }

    @Override
    public void close() {
        large.close();
        syncs.close();
    }

    /** A file that is being written, into the page cache. */
    private final class SmallFile implements File {
        private final ArchiveEntry entry;
        private final FileChannel channel;
        private boolean finished;

        SmallFile(ArchiveEntry entry, FileChannel channel) {
            this.entry = entry;
            this.channel = channel;
        }

        @Override
        public void write(byte[] bytes, int length) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }

        @Override
        public void finish() throws IOException {
            Path path = paths.of(entry.path());
            finished = true;
            syncs.add(channel, () -> {
                setAttributes(path, entry);
                channel.force(true);
            });
        }

        @Override
        public void close() throws IOException {
            if (!finished) {
                channel.close();
            }
        }
    }
}
