package org.projectexporter.testkit;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.Map;

import org.projectexporter.spi.ArchiveOutput;

/** An archive in memory that may be larger than memory: pages of zeros take none. */
final class SparseBytes implements ArchiveOutput {
    private static final int PAGE_BYTES = 1 << 16;
    private static final byte[] ZEROS = new byte[PAGE_BYTES];

    private final Map<Long, byte[]> pages = new HashMap<>();
    private long size;

    @Override
    public long position() {
        return size;
    }

    @Override
    public void write(ByteBuffer data) {
        long end = size + data.remaining();
        put(size, data);
        size = end;
    }

    @Override
    public void patch(long position, ByteBuffer data) {
        if (position < 0 || position + data.remaining() > size) {
            throw new IllegalArgumentException("a patch past the end, at " + position);
        }
        put(position, data);
    }

    private void put(long start, ByteBuffer data) {
        long at = start;
        while (data.hasRemaining()) {
            int offset = (int) (at % PAGE_BYTES);
            int n = Math.min(PAGE_BYTES - offset, data.remaining());
            long page = at / PAGE_BYTES;
            if (pages.containsKey(page) || data.slice(data.position(), n).mismatch(ByteBuffer.wrap(ZEROS, 0, n)) >= 0) {
                data.get(pages.computeIfAbsent(page, absent -> new byte[PAGE_BYTES]), offset, n);
            } else {
                data.position(data.position() + n);
            }
            at += n;
        }
    }

    /** A channel for reading what was written so far. */
    SeekableByteChannel openChannel() {
        return new Channel();
    }

    private final class Channel implements SeekableByteChannel {
        private long position;
        private boolean closed;

        @Override
        public int read(ByteBuffer into) {
            if (position >= size) {
                return -1;
            }
            int offset = (int) (position % PAGE_BYTES);
            int n = (int) Math.min(Math.min(PAGE_BYTES - offset, into.remaining()), size - position);
            into.put(pages.getOrDefault(position / PAGE_BYTES, ZEROS), offset, n);
            position += n;
            return n;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
            position = newPosition;
            return this;
        }

        @Override
        public long size() {
            return size;
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
        public SeekableByteChannel truncate(long newSize) {
            throw new NonWritableChannelException();
        }
    }
}
