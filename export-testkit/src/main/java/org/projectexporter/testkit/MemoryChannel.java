package org.projectexporter.testkit;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A read-only channel over bytes in memory. */
public final class MemoryChannel implements SeekableByteChannel {
    private final byte[] bytes;
    private final int most;
    private long position;
    private boolean closed;

    /**
     * A channel for reading.
     *
     * @param bytes not copied
     */
    public MemoryChannel(byte[] bytes) {
        this(bytes, Integer.MAX_VALUE);
    }

    /**
     * A channel that returns few bytes at a time.
     *
     * @param bytes not copied
     * @param most the number of bytes that one call of {@link #read} returns at most
     */
    public MemoryChannel(byte[] bytes, int most) {
        this.bytes = bytes;
        this.most = most;
    }

    @Override
    public int read(ByteBuffer into) throws ClosedChannelException {
        checkOpen();
        if (position >= bytes.length) {
            return -1;
        }
        int n = (int) Math.min(Math.min(into.remaining(), most), bytes.length - position);
        into.put(bytes, (int) position, n);
        position += n;
        return n;
    }

    @Override
    public long position() throws ClosedChannelException {
        checkOpen();
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws ClosedChannelException {
        checkOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("position " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws ClosedChannelException {
        checkOpen();
        return bytes.length;
    }

    private void checkOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public int write(ByteBuffer data) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }
}
