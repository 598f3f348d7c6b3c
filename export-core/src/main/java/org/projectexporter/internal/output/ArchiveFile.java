package org.projectexporter.internal.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

import org.projectexporter.internal.digest.Sha256;
import org.projectexporter.spi.ArchiveOutput;

/** The archive while it is written: a file in the work folder that knows its position and can be cut back. */
public final class ArchiveFile implements ArchiveOutput, Closeable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long flushed;

    public ArchiveFile(Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public long position() {
        return flushed + buffer.position();
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        if (data.remaining() > buffer.remaining()) {
            flush();
        }
        if (data.remaining() > buffer.remaining()) {
            flushed += writeFully(data, flushed);
        } else {
            buffer.put(data);
        }
    }

    @Override
    public void patch(long position, ByteBuffer data) throws IOException {
        if (position < 0 || position + data.remaining() > position()) {
            throw new IllegalArgumentException("cannot patch " + data.remaining() + " bytes at " + position + ": only "
                    + position() + " are written");
        }
        flush();
        writeFully(data, position);
    }

    /** Cuts the archive back to its first {@code length} bytes. */
    public void truncate(long length) throws IOException {
        if (length < 0 || length > position()) {
            throw new IllegalArgumentException("cannot cut " + position() + " bytes back to " + length);
        }
        flush();
        channel.truncate(length);
        flushed = length;
    }

    private void flush() throws IOException {
        buffer.flip();
        flushed += writeFully(buffer, flushed);
        buffer.clear();
    }

    private long writeFully(ByteBuffer data, long position) throws IOException {
        long at = position;
        while (data.hasRemaining()) {
            at += channel.write(data, at);
        }
        return at - position;
    }

    /** Makes all bytes durable. */
    public void sync() throws IOException {
        flush();
        channel.force(true);
    }

    /** SHA-256 of all bytes in hexadecimal, read back. */
    public String sha256() throws IOException {
        flush();
        MessageDigest digest = Sha256.newDigest();
        for (long at = 0; at < flushed; ) {
            buffer.clear();
            int n = channel.read(buffer, at);
            if (n < 0) {
                throw new IOException("the archive has shrunk while it was written");
            }
            digest.update(buffer.flip());
            at += n;
        }
        buffer.clear();
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
