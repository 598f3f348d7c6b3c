package org.projectexporter.tar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

/** Reads a channel from its position 0 as a buffered stream that skips by seeking. It does not close the channel. */
final class ChannelContent extends InputStream implements PositionAware {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

    ChannelContent(SeekableByteChannel channel) throws IOException {
        this.channel = channel.position(0);
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
        if (!buffer.hasRemaining() && length >= BUFFER_BYTES) {
            // Large requests are read directly, to avoid copying them twice.
            return channel.read(ByteBuffer.wrap(into, offset, length));
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, buffer.remaining());
        buffer.get(into, offset, n);
        return n;
    }

    /** Fills the buffer if it is empty; false at the end. */
    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        buffer.clear();
        int n = channel.read(buffer);
        buffer.flip();
        return n > 0;
    }

    /** Never skips past the end: a shorter skip than requested means that there are no more bytes. */
    @Override
    public long skip(long bytes) throws IOException {
        int buffered = (int) Math.min(Math.max(bytes, 0), buffer.remaining());
        buffer.position(buffer.position() + buffered);
        long beyond = Math.min(bytes - buffered, channel.size() - channel.position());
        if (beyond <= 0) {
            return buffered;
        }
        channel.position(channel.position() + beyond);
        return buffered + beyond;
    }

    @Override
    public long position() throws IOException {
        return channel.position() - buffer.remaining();
    }
}
