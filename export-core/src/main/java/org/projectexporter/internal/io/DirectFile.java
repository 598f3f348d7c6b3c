package org.projectexporter.internal.io;

import com.sun.nio.file.ExtendedOpenOption;
import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.spi.files.Disk;

/**
 * A file that is being written (a part of an archive, or a large file that is unpacked), if possible with direct I/O:
 * data that bypasses the page cache is neither copied nor written back later in competition with other writes. Direct
 * I/O requires complete, aligned blocks, so the file may be longer than its content until it is {@linkplain #truncate
 * truncated}.
 */
public final class DirectFile implements Closeable {
    /** Alignment of buffers, positions and sizes in bytes: a page, and a multiple of what disks require. */
    public static final int ALIGNMENT = 4096;

    private final Path file;
    private final Set<OpenOption> options;
    private final ByteBuffer page = newBuffer(ALIGNMENT);
    /** Changes once at most, while another thread may sync the file. */
    private volatile FileChannel channel;
    /** The channel that turned out not to write, closed at the end: a sync may be using it. */
    private @Nullable FileChannel refused;

    private DirectFile(Path file, Set<OpenOption> options) throws IOException {
        this.file = file;
        this.options = options;
        this.channel = FileChannel.open(file, options);
    }

    /** A direct buffer with an aligned address. */
    public static ByteBuffer newBuffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes + ALIGNMENT)
                .alignedSlice(ALIGNMENT)
                .slice(0, bytes);
    }

    /** So many bytes, filled up to complete pages. */
    public static int wholePages(int bytes) {
        return Math.toIntExact((bytes + (ALIGNMENT - 1L)) / ALIGNMENT * ALIGNMENT);
    }

    /** Opens or creates a file; links are not followed. */
    public static DirectFile open(Path file, boolean direct) throws IOException {
        return open(
                file,
                direct,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
    }

    /** Opens an existing file, not a link, for writing with direct I/O if its file system supports that. */
    public static DirectFile openToWrite(Path file) throws IOException {
        return open(file, true, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** Opens an existing file for reading. */
    public static DirectFile openToRead(Path file, boolean direct) throws IOException {
        return open(file, direct, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    private static DirectFile open(Path file, boolean direct, Set<? extends OpenOption> how) throws IOException {
        Set<OpenOption> options = new HashSet<>(how);
        if (direct
                && suits(Disk.blockBytes(
                        Objects.requireNonNull(file.toAbsolutePath().getParent())))) {
            options.add(ExtendedOpenOption.DIRECT);
            try {
                return new DirectFile(file, options);
            } catch (IOException | UnsupportedOperationException e) {
                options.remove(ExtendedOpenOption.DIRECT); // tmpfs, some network file systems
            }
        }
        return new DirectFile(file, options);
    }

    /** Blocks of unknown size are tried. */
    private static boolean suits(Optional<Long> blockBytes) {
        return blockBytes.isEmpty() || ALIGNMENT % blockBytes.get() == 0;
    }

    /** Whether it is still written with direct I/O. */
    boolean isDirect() {
        return options.contains(ExtendedOpenOption.DIRECT);
    }

    /**
     * Continues with buffered I/O if the file system opens a file with O_DIRECT, but does not read or write it that
     * way: mergerfs 2.33 on ext4, whose own buffers are not aligned.
     *
     * @throws IOException {@code e}, if that is not the cause
     */
    private void continueBuffered(IOException e) throws IOException {
        boolean refusal = e.getClass() == IOException.class // not a closed channel
                && SystemError.of(e).map(SystemError.NAME_NOT_POSSIBLE::equals).orElse(true);
        if (!isDirect() || !refusal) {
            throw e;
        }
        options.removeAll(Set.of(ExtendedOpenOption.DIRECT, StandardOpenOption.CREATE));
        refused = channel;
        channel = FileChannel.open(file, options);
    }

    /** Writes complete pages at an aligned offset. */
    public void write(ByteBuffer pages, long offset) throws IOException {
        long at = offset;
        while (pages.hasRemaining()) {
            at += writeOnce(pages, at);
        }
    }

    private int writeOnce(ByteBuffer pages, long at) throws IOException {
        try {
            return channel.write(pages, at);
        } catch (IOException e) {
            continueBuffered(e);
            return channel.write(pages, at);
        }
    }

    private int readOnce(ByteBuffer pages, long at) throws IOException {
        try {
            return channel.read(pages, at);
        } catch (IOException e) {
            continueBuffered(e);
            return channel.read(pages, at);
        }
    }

    /**
     * Reads at least {@code bytes} existing bytes from an aligned offset; complete pages except at the end of the file.
     */
    public void read(ByteBuffer pages, long offset, int bytes) throws IOException {
        while (pages.position() < bytes) {
            if (readOnce(pages, offset + pages.position()) < 0) {
                throw new IOException(file.getFileName() + " became shorter while it was read");
            }
        }
    }

    /** Overwrites bytes within the pages already written. */
    public void patch(ByteBuffer data, long offset) throws IOException {
        long at = offset;
        while (data.hasRemaining()) {
            long start = at - at % ALIGNMENT;
            readPage(start);
            page.position((int) (at - start));
            while (data.hasRemaining() && page.hasRemaining()) {
                page.put(data.get());
                at++;
            }
            write(page.position(0), start);
        }
    }

    private void readPage(long start) throws IOException {
        page.clear();
        while (page.hasRemaining()) {
            int n = readOnce(page, start + page.position());
            if (n < 0) {
                break; // a truncated file ends within the page
            }
            if (n % ALIGNMENT != 0) {
                break;
            }
        }
        page.clear();
    }

    public long size() throws IOException {
        return channel.size();
    }

    /** Truncates the file to its final length. */
    public void truncate(long bytes) throws IOException {
        channel.truncate(bytes);
    }

    /** Makes its content and length durable. */
    public void sync() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (refused != null) {
                refused.close();
            }
        }
    }
}
