package org.projectexporter.internal.reading.verify;

import com.sun.nio.file.ExtendedOpenOption;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a file from start to end, past the page cache if requested and supported by the file system, so that the bytes
 * verified are those on the disk.
 */
final class PartReader implements Closeable {
    private final Path file;
    private FileChannel channel;
    private boolean direct;
    private long position;

    PartReader(Path file, boolean pastPageCache) throws IOException {
        this.file = file;
        this.channel = open(file, pastPageCache);
    }

    private FileChannel open(Path path, boolean pastPageCache) throws IOException {
        if (pastPageCache) {
            try {
                FileChannel opened = FileChannel.open(path, StandardOpenOption.READ, ExtendedOpenOption.DIRECT);
                direct = true;
                return opened;
            } catch (IOException | UnsupportedOperationException e) {
                direct = false; // tmpfs and network file systems support only ordinary reads
            }
        }
        return FileChannel.open(path);
    }

    /**
     * Fills {@code into}, whose address and size are multiples of the file system's block size, or reads up to the end.
     *
     * @return number of bytes; 0 at the end
     */
    int fill(ByteBuffer into) throws IOException {
        into.clear();
        while (into.hasRemaining()) {
            int n = read(into);
            if (n < 0) {
                break;
            }
            position += n;
        }
        return into.position();
    }

    private int read(ByteBuffer into) throws IOException {
        if (direct && position == channel.size()) {
            return -1; // after the last, partial block a direct read would not be aligned
        }
        try {
            return channel.read(into, position);
        } catch (IOException e) {
            if (!direct) {
                throw e;
            }
            channel.close();
            direct = false;
            channel = FileChannel.open(file);
            return channel.read(into, position);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
