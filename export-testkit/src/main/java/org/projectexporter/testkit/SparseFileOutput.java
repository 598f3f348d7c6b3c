package org.projectexporter.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.projectexporter.spi.ArchiveOutput;

/** An archive in a file, with long runs of zeros as holes: 5 GiB of zeros take no time and no space. */
public final class SparseFileOutput implements ArchiveOutput, Closeable {
    private static final int HOLE_BYTES_AT_LEAST = 1 << 14;

    private final FileChannel file;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
    private long position;

    /** An archive in a new file at {@code path}. */
    public SparseFileOutput(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        int bytes = data.remaining();
        if (isHole(data)) {
            data.position(data.limit());
        } else {
            writeAt(position, data);
        }
        position += bytes;
    }

    private boolean isHole(ByteBuffer data) {
        int n = data.remaining();
        return n >= HOLE_BYTES_AT_LEAST
                && n <= zeros.capacity()
                && zeros.slice(0, n).mismatch(data) < 0;
    }

    private void writeAt(long start, ByteBuffer data) throws IOException {
        long at = start;
        while (data.hasRemaining()) {
            at += file.write(data, at);
        }
    }

    @Override
    public void patch(long start, ByteBuffer data) throws IOException {
        if (start < 0 || start + data.remaining() > position) {
            throw new IllegalArgumentException("a patch past the end, at " + start);
        }
        writeAt(start, data);
    }

    /** Closes the file; it must not end with a hole. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
