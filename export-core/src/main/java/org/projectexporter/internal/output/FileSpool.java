package org.projectexporter.internal.output;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.projectexporter.spi.Spool;

/** A spool in a file. */
final class FileSpool implements Spool, Closeable {
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private volatile long written;
    private volatile long durable;

    /** Opens a spool and keeps the first {@code kept} bytes of it. */
    FileSpool(Path file, long kept) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.size() < kept) {
            channel.close();
            throw new IOException(file + " is shorter than the journal says");
        }
        channel.truncate(kept);
        written = kept;
        durable = -1;
    }

    @Override
    public long length() {
        return written + buffer.position();
    }

    @Override
    public void append(ByteBuffer data) throws IOException {
        if (data.remaining() > buffer.remaining()) {
            flush();
        }
        if (data.remaining() > buffer.remaining()) {
            writeFully(data);
        } else {
            buffer.put(data);
        }
    }

    void flush() throws IOException {
        buffer.flip();
        writeFully(buffer);
        buffer.clear();
    }

    private void writeFully(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            long at = written; // which this thread alone changes
            written = at + channel.write(data, at);
        }
    }

    /** Makes durable what was flushed; from any thread. */
    void sync() throws IOException {
        long now = written;
        if (durable != now) {
            channel.force(true);
            durable = now;
        }
    }

    @Override
    public InputStream read() throws IOException {
        flush();
        return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
