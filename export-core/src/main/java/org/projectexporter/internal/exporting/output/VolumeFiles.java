package org.projectexporter.internal.exporting.output;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.exporting.journal.Damage;
import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.internal.io.Durable;
import org.projectexporter.internal.io.Extents;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.files.ExtentSharing;

/**
 * The files in the work folder that hold the archive: one file, or consecutive volumes of the same size. Positions are
 * relative to the archive. Used by one thread, except for {@link #read}, and for {@link #sync}, which another thread
 * may call while the volume stays open.
 */
final class VolumeFiles implements Closeable {
    private static final String PREFIX = "volume-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,9})");

    private final Path folder;
    private final long volumeBytes;
    private final boolean direct;
    private final DiskSteps steps;
    private @Nullable DirectFile open;
    private int openNumber;
    private boolean unsyncedNames;

    /**
     * The files of an archive.
     *
     * @param volumeBytes size of a volume, a multiple of 4 KiB; {@link Long#MAX_VALUE} for one file
     */
    VolumeFiles(Path folder, long volumeBytes, boolean direct, DiskSteps steps) {
        this.folder = folder;
        this.volumeBytes = volumeBytes;
        this.direct = direct;
        this.steps = steps;
    }

    /** Number of the volume, from 0, that contains the byte at {@code position}. */
    int numberAt(long position) {
        return (int) (position / volumeBytes);
    }

    /** Position of the first byte after the volume that holds {@code position}. */
    long endAfter(long position) {
        long end = (position / volumeBytes + 1) * volumeBytes;
        return end < 0 ? Long.MAX_VALUE : end;
    }

    /** Position of the first byte of the volume that holds {@code position}. */
    long startOf(long position) {
        return position - position % volumeBytes;
    }

    static Path file(Path folder, int number) {
        return folder.resolve(PREFIX + number);
    }

    /** The file that holds a volume. */
    Path volume(int number) {
        return file(folder, number);
    }

    /** The files of an archive of {@code bytes} bytes. */
    List<Path> files(long bytes) {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i <= numberAt(Math.max(0, bytes - 1)); i++) {
            files.add(volume(i));
        }
        return files;
    }

    /** Writes complete pages at an aligned position, all of them into one volume. */
    void write(ByteBuffer pages, long position) throws IOException {
        steps.before(DiskSteps.Kind.WRITE, position);
        at(position).write(pages, position % volumeBytes);
    }

    /** Overwrites bytes that were written before. */
    void patch(ByteBuffer data, long position) throws IOException {
        steps.before(DiskSteps.Kind.PATCH, position);
        long at = position;
        while (data.hasRemaining()) {
            ByteBuffer part = data.slice(data.position(), (int) Math.min(data.remaining(), endAfter(at) - at));
            data.position(data.position() + part.remaining());
            at += part.remaining();
            long start = at - part.remaining();
            at(start).patch(part, start % volumeBytes);
        }
    }

    /**
     * Shares the whole content of a file with the volumes from {@code position} on, in one piece per volume.
     *
     * @return false if that is impossible; a part may have been shared
     */
    boolean share(Path file, FileStat stat, long position) throws IOException {
        steps.before(DiskSteps.Kind.SHARE, position);
        long bytes;
        for (long done = 0; done < stat.size(); done += bytes) {
            long at = position + done;
            bytes = Math.min(stat.size() - done, endAfter(at) - at);
            at(at); // it exists now, and stays open
            Path volume = volume(numberAt(at));
            ExtentSharing.Place from = new ExtentSharing.Place(file, stat, done);
            ExtentSharing.Place to = new ExtentSharing.Place(volume, FileStat.read(volume), at % volumeBytes);
            if (!Extents.share(from, to, bytes)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a write at {@code position} closes the volume that is open. */
    boolean opensAnother(long position) {
        return open != null && openNumber != numberAt(position);
    }

    private DirectFile at(long position) throws IOException {
        int number = numberAt(position);
        if (open != null && openNumber == number) {
            return open;
        }
        if (number >= VolumeOutput.MOST_VOLUMES) {
            throw new ExportException(
                    Reason.FORMAT_LIMIT,
                    "the archive needs more than " + VolumeOutput.MOST_VOLUMES
                            + " volumes; discard it, and export with a larger split size");
        }
        if (open != null) {
            open.sync(); // so that a later sync need not reopen it
            open.close();
        }
        unsyncedNames |= !Files.exists(volume(number));
        open = DirectFile.open(volume(number), direct);
        openNumber = number;
        return open;
    }

    /** Makes all that was written durable, names included. */
    void sync() throws IOException {
        steps.before(DiskSteps.Kind.SYNC, 0);
        if (open != null) {
            open.sync();
        }
        if (unsyncedNames) {
            Durable.syncFolder(folder);
            unsyncedNames = false;
        }
    }

    /** Truncates the archive to its first {@code position} bytes, all of which were written. */
    void cutBack(long position) throws IOException {
        steps.before(DiskSteps.Kind.CUT, position);
        int last = position == 0 ? -1 : numberAt(position - 1);
        if (open != null && openNumber > last) {
            open.close();
            open = null;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches() && Integer.parseInt(name.group(1)) > last) {
                    Files.delete(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (position > 0) {
            at(position - 1).truncate(position - last * volumeBytes);
        }
    }

    /**
     * Checks that the first {@code position} bytes, rounded down to complete pages, exist.
     *
     * @throws org.projectexporter.ExportException if a volume is missing or too short
     */
    void requireHeld(long position) throws IOException {
        long pages = position - position % DirectFile.ALIGNMENT;
        for (int i = 0; pages > 0 && i <= numberAt(pages - 1); i++) {
            long expected = Math.min(volumeBytes, pages - i * volumeBytes);
            if (!Files.isRegularFile(volume(i), LinkOption.NOFOLLOW_LINKS) || Files.size(volume(i)) < expected) {
                throw Damage.of(volume(i));
            }
        }
    }

    /** The damage of a volume in which bytes differ from those that were written. */
    ExportException damage(long from, long to) {
        return Damage.of(volume(numberAt(from)), from % volumeBytes, to - startOf(from));
    }

    /** Number of bytes on the disk. */
    byte[] bytes(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            long from = position + done;
            int inPage = (int) (from % DirectFile.ALIGNMENT);
            int count = (int) Math.min(length - done, endAfter(from) - from);
            int pages = (inPage + count + DirectFile.ALIGNMENT - 1) / DirectFile.ALIGNMENT;
            ByteBuffer buffer = DirectFile.newBuffer(pages * DirectFile.ALIGNMENT);
            read(buffer, from - inPage, from + count);
            buffer.get(inPage, bytes, done, count);
            done += count;
        }
        return bytes;
    }

    /**
     * Reads what was written, from any thread: as much as fits into {@code pages}, but not beyond the volume or
     * {@code end}. Flips {@code pages} for reading.
     */
    void read(ByteBuffer pages, long position, long end) throws IOException {
        int bytes = (int) Math.min(pages.remaining(), Math.min(end, endAfter(position)) - position);
        try (DirectFile part = DirectFile.openToRead(volume(numberAt(position)), direct)) {
            part.read(pages, position % volumeBytes, bytes);
        }
        pages.flip().limit(bytes);
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
