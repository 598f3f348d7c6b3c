package org.projectexporter.internal.restore;

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
import java.util.Set;

import org.projectexporter.ExportException;
import org.projectexporter.internal.output.PartFile;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;
import org.projectexporter.spi.SeenNames;

/**
 * Unpacks into a folder that only this process knows. Until all files are there it holds folders and files alone, made by us and open
 * to nobody else, so that no path leads through a link.
 */
final class DiskTree implements Tree, Closeable {
    private final StagedPaths paths;
    private final LateEntries late;
    private final Syncs syncs = new Syncs();
    private final LargeFiles large = new LargeFiles();

    DiskTree(StagedPaths paths, LateEntries late) {
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
        FileChannel channel = inFolder(entry.path(), () -> paths.make(entry.path(), DiskTree::create));
        return entry.size() < LargeFiles.BLOCK_BYTES ? new SmallFile(entry, channel) : largeFile(entry, channel);
    }

    /** Its place is found by now, so that what is opened once more is what was made. */
    private File largeFile(ArchiveEntry entry, FileChannel made) throws IOException {
        made.close();
        Path path = paths.of(entry.path());
        PartFile file = PartFile.openToWrite(path);
        return new LargeFile(
                file,
                large,
                () -> syncs.add(file, () -> {
                    setAttributes(path, entry);
                    file.sync();
                }));
    }

    private static void setAttributes(Path file, ArchiveEntry entry) throws IOException {
        Attributes.setTime(file, entry.mtime());
        Attributes.setModeOfFile(file, entry.mode() & ~Attributes.SET_ID);
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private static <T> T inFolder(RawPath path, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (NoSuchFileException e) {
            throw new ExportException(
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
        if (both && areOneButForTheirPlace(FileStat.read(name), FileStat.read(file)) && Files.mismatch(name, file) < 0) {
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
                Attributes.setTime(link, entry.mtime());
            }
        });
    }

    /** Gives folders their times and modes, and makes all durable; to be called last. */
    void finish() throws IOException {
        syncs.await();
        Deque<ArchiveEntry> closed = new ArrayDeque<>();
        late.visit(entry -> {
            if (entry.type() == EntryType.DIRECTORY) {
                Path folder = paths.of(entry.path());
                if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    return; // a restorer has removed it
                }
                Attributes.setTime(folder, entry.mtime());
                if (Attributes.mayBeEntered(entry.mode())) {
                    finishFolder(folder, entry);
                } else {
                    closed.push(entry); // what lies in it has to be reached first
                }
            }
        });
        for (ArchiveEntry entry : closed) {
            finishFolder(paths.of(entry.path()), entry);
        }
        syncs.await();
    }

    private void finishFolder(Path folder, ArchiveEntry entry) throws IOException {
        FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ);
        Attributes.setMode(folder, entry.mode());
        syncs.add(channel);
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
