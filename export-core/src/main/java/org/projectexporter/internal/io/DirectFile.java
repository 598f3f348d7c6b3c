package org.projectexporter.internal.io;

import com.sun.nio.file.ExtendedOpenOption;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * One file while it is written (a part of an archive, or a large file that is unpacked), if possible with direct I/O: what goes past the page cache is neither copied nor
 * written back later in competition with what follows. Direct I/O takes whole, aligned blocks; so the file may be longer than what
 * counts, until it is {@linkplain #truncate truncated}.
 */
public final class DirectFile implements Closeable {
    /** Alignment of buffers, positions and sizes: a page, and a multiple of what disks ask for. */
    public static final int ALIGNMENT = 4096;

    private final FileChannel channel;
    private final ByteBuffer page = newBuffer(ALIGNMENT);

    private DirectFile(FileChannel channel) {
        this.channel = channel;
    }

    /** A direct buffer that begins on an aligned address. */
    public static ByteBuffer newBuffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes + ALIGNMENT)
                .alignedSlice(ALIGNMENT)
                .slice(0, bytes);
    }

    /** Opens or makes a file; no link is followed. */
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

    /** Opens a file that is there and no link, to be written with direct I/O if its file system lets us. */
    public static DirectFile openToWrite(Path file) throws IOException {
        return open(file, true, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** Opens a file that is there, to be read. */
    public static DirectFile openToRead(Path file, boolean direct) throws IOException {
        return open(file, direct, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    private static DirectFile open(Path file, boolean direct, Set<? extends OpenOption> how) throws IOException {
        Set<OpenOption> options = new HashSet<>(how);
        if (direct
                && ALIGNMENT
                                % Files.getFileStore(file.toAbsolutePath().getParent())
                                        .getBlockSize()
                        == 0) {
            options.add(ExtendedOpenOption.DIRECT);
            try {
                return new DirectFile(FileChannel.open(file, options));
            } catch (IOException | UnsupportedOperationException e) {
                options.remove(ExtendedOpenOption.DIRECT); // tmpfs, some network file systems
            }
        }
        return new DirectFile(FileChannel.open(file, options));
    }

    /** Writes whole pages at an aligned offset. */
    public void write(ByteBuffer pages, long offset) throws IOException {
        long at = offset;
        while (pages.hasRemaining()) {
            at += channel.write(pages, at);
        }
    }

    /** Reads at least so many bytes, which must be there, from an aligned offset; whole pages but at the end of the file. */
    public void read(ByteBuffer pages, long offset, int bytes) throws IOException {
        while (pages.position() < bytes) {
            if (channel.read(pages, offset + pages.position()) < 0) {
                throw new IOException("the archive has shrunk while it was written");
            }
        }
    }

    /** Writes over bytes within the pages that were written. */
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
            int n = channel.read(page, start + page.position());
            if (n < 0) {
                break; // a file that was cut back ends within the page
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

    /** Cuts it to its true length. */
    public void truncate(long bytes) throws IOException {
        channel.truncate(bytes);
    }

    /** Makes its bytes and its length durable. */
    public void sync() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
