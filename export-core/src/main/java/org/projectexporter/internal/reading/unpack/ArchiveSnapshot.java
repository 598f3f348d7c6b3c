package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.Set;

import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.internal.io.Extents;
import org.projectexporter.internal.reading.verify.ArchiveVerification;
import org.projectexporter.internal.reading.verify.EntrySink.ContentPosition;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.files.Disk;
import org.projectexporter.spi.files.ExtentSharing.Place;

/**
 * A copy of an archive that shares all its blocks with it, in the private folder of an import. It is what the import
 * reads, and nobody changes it, so a file that shares its blocks has the bytes that are read and checked, whatever
 * happens to the archive meanwhile. Without one, if the file system cannot share, files are written as usual.
 *
 * <p>Used by one thread.
 */
final class ArchiveSnapshot implements Closeable {
    private static final int BLOCK_BYTES = DirectFile.ALIGNMENT;

    /** After as many files in a row that cannot be shared, none is tried any more. */
    private static final int MOST_FAILURES = 16;

    private static final ArchiveSnapshot NONE = new ArchiveSnapshot(null, Long.MAX_VALUE);

    private final @Nullable Copy copy;
    private final long sharesFrom;
    private int failures;

    /** The file, open so that no other one can have its inode. */
    private record Copy(Path file, FileStat stat, FileChannel opened) {}

    private ArchiveSnapshot(@Nullable Copy copy, long sharesFrom) {
        this.copy = copy;
        this.sharesFrom = sharesFrom;
    }

    /**
     * Makes one, if possible and of use, and has the archive read from it.
     *
     * @param unused the path that it gets
     */
    static ArchiveSnapshot take(ArchiveVerification archive, Path unused) throws IOException {
        long sharesFrom = archive.format().alignsFrom();
        if (archive.file().isEmpty() || archive.bytes() < sharesFrom || !maySupport(unused)) {
            return NONE;
        }
        Path file = archive.file().get().toRealPath();
        if (!maySupport(file)) {
            return NONE;
        }
        ArchiveSnapshot snapshot = of(file, archive.bytes(), unused, sharesFrom);
        if (snapshot != NONE) {
            archive.readFrom(unused);
        }
        return snapshot;
    }

    /** Makes one, if possible, of an archive of {@code bytes} bytes, not a link. */
    static ArchiveSnapshot of(Path archive, long bytes, Path unused, long sharesFrom) throws IOException {
        Copy copy = share(archive, unused, bytes);
        return copy == null ? NONE : new ArchiveSnapshot(copy, sharesFrom);
    }

    private static boolean maySupport(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return Extents.maySupport(Disk.type(folder == null ? file : folder));
    }

    private static @Nullable Copy share(Path archive, Path unused, long bytes) throws IOException {
        FileChannel copy = FileChannel.open(
                unused, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        try (FileChannel source = FileChannel.open(archive, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            Place to = new Place(unused, FileStat.read(unused), 0);
            if (source.size() == bytes && Extents.share(new Place(archive, FileStat.read(archive), 0), to, bytes)) {
                return new Copy(unused, to.expected(), copy);
            }
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
        copy.close();
        Files.delete(unused);
        return null;
    }

    /**
     * Shares the complete blocks of an entry's content with an empty file, and sets its position to their end.
     *
     * @param opened {@code file}, open for writing
     * @return the number of bytes that it has now; 0 if nothing can be shared
     */
    long share(ArchiveEntry entry, ContentPosition content, Path file, FileChannel opened) throws IOException {
        Copy from = copy;
        if (from == null || failures == MOST_FAILURES || entry.size() < sharesFrom) {
            return 0;
        }
        long bytes = entry.size() / BLOCK_BYTES * BLOCK_BYTES;
        OptionalLong position = content.find();
        if (position.isEmpty() || position.getAsLong() % BLOCK_BYTES != 0) {
            return 0;
        }
        Place source = new Place(from.file, from.stat, position.getAsLong());
        if (!Extents.share(source, new Place(file, FileStat.read(file), 0), bytes)) {
            failures++;
            opened.truncate(0);
            return 0;
        }
        failures = 0;
        opened.position(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        if (copy != null) {
            copy.opened.close();
        }
    }
}
