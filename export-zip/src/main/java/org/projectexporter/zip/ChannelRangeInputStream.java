package org.projectexporter.zip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

/**
 * Reads a range of a channel as a buffered stream. It keeps its own position, so that several streams can take turns
 * reading one channel. It does not close the channel; a channel that is shorter than the range is an
 * {@link EOFException}.
 */
final class ChannelRangeInputStream extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SeekableByteChannel channel;
    private final ByteBuffer buffer;
    private final long end;
    private long position;

    ChannelRangeInputStream(SeekableByteChannel channel, long start, long bytes) {
        this(channel, start, bytes, BUFFER_BYTES);
    }

    /** Creates a stream that reads {@code bytesAtOnce} at a time, or more if more are requested. */
    ChannelRangeInputStream(SeekableByteChannel channel, long start, long bytes, int bytesAtOnce) {
        this.channel = channel;
        this.buffer = ByteBuffer.allocate((int) Math.min(bytesAtOnce, bytes)).limit(0);
        this.position = start;
        this.end = start + bytes;
    }

    /** The next {@code bytes} bytes, in which numbers are little-endian. */
    ByteBuffer readExactly(int bytes) throws IOException {
        byte[] data = new byte[bytes];
        int found = readNBytes(data, 0, bytes);
        if (found < bytes) {
            throw new EOFException("zip: " + bytes + " bytes expected, " + found + " found");
        }
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The number of bytes that have not been read yet. */
    long left() {
        return end - position + buffer.remaining();
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!buffer.hasRemaining() && length >= buffer.capacity() && position < end) {
            return readPastBuffer(into, offset, length);
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, buffer.remaining());
        buffer.get(into, offset, n);
        return n;
    }

    /** Reads large requests directly, to avoid copying them twice. */
    private int readPastBuffer(byte[] into, int offset, int length) throws IOException {
        int n = channel.position(position).read(ByteBuffer.wrap(into, offset, (int) Math.min(length, end - position)));
        if (n <= 0) {
            throw new EOFException("zip: the archive ends at " + position + ", before " + end);
        }
        position += n;
        return n;
    }

    /** Fills the buffer if it is empty; false at the end. */
    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        if (position == end) {
            return false;
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        int n = channel.position(position).read(buffer);
        buffer.flip();
        if (n <= 0) {
            throw new EOFException("zip: the archive ends at " + position + ", before " + end);
        }
        position += n;
        return true;
    }
}
