package org.projectexporter.internal.plan;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

import org.projectexporter.spi.Content;

/** The bytes that were captured while planning, one after another in a file of the work folder. */
public final class Captures implements Closeable {
    private static final int BLOCK_BYTES = 1 << 16;

    private final FileChannel channel;
    private long length;

    Captures(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        length = channel.size(); // not empty if an earlier run has sealed the plan that they belong to
    }

    /** CRC-32 of all bytes. */
    long checksum() throws IOException {
        CRC32 crc = new CRC32();
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        for (long at = 0; at < length; at += block.limit()) {
            block.clear();
            if (channel.read(block, at) < 0) {
                throw new IOException("the file of captures has shrunk");
            }
            crc.update(block.flip());
        }
        return crc.getValue();
    }

    /** Makes them durable. */
    void sync() throws IOException {
        channel.force(true);
    }

    Content.Captured add(byte[] bytes) throws IOException {
        long offset = length;
        append(ByteBuffer.wrap(bytes));
        return new Content.Captured(offset, bytes.length);
    }

    /** Adds what is left of a stream, block by block. */
    Content.Captured add(InputStream content) throws IOException {
        long offset = length;
        byte[] block = new byte[BLOCK_BYTES];
        for (int n = content.read(block); n >= 0; n = content.read(block)) {
            append(ByteBuffer.wrap(block, 0, n));
        }
        return new Content.Captured(offset, length - offset);
    }

    private void append(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            length += channel.write(data, length);
        }
    }

    /** Reads bytes of {@code captured} from {@code position} on until the buffer is full or the capture ends. */
    public void read(Content.Captured captured, long position, ByteBuffer into) throws IOException {
        long end = captured.offset() + captured.length();
        long at = captured.offset() + position;
        into.limit((int) Math.min(into.limit(), into.position() + (end - at)));
        while (into.hasRemaining()) {
            int n = channel.read(into, at);
            if (n < 0) {
                throw new IOException("the file of captures is shorter than the plan says");
            }
            at += n;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
