package org.projectexporter.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

import org.projectexporter.spi.ArchiveOutput;

/** An archive in memory. */
public final class MemoryOutput implements ArchiveOutput {
    private final long start;
    private final Bytes bytes = new Bytes();

    /** An empty archive. */
    public MemoryOutput() {
        this(0);
    }

    /**
     * An archive that pretends to be longer, to test large positions.
     *
     * @param start number of bytes that were written before
     */
    public MemoryOutput(long start) {
        this.start = start;
    }

    /** A growing array that accepts buffers, and can be overwritten. */
    private static final class Bytes extends ByteArrayOutputStream {
        void write(ByteBuffer data) {
            int at = count;
            int end = at + data.remaining();
            if (end > buf.length) {
                buf = Arrays.copyOf(buf, Math.max(end, 2 * buf.length));
            }
            data.get(buf, at, end - at);
            count = end;
        }

        void cutBack(int bytes) {
            count = bytes;
        }

        void patch(int position, ByteBuffer data) {
            data.get(buf, position, data.remaining());
        }
    }

    @Override
    public long position() {
        return start + bytes.size();
    }

    @Override
    public void write(ByteBuffer data) {
        bytes.write(data);
    }

    @Override
    public void patch(long position, ByteBuffer data) {
        if (position < start || position + data.remaining() > position()) {
            throw new IllegalArgumentException("a patch of " + data.remaining() + " bytes at " + position
                    + " extends past what was written, " + start + " to " + position());
        }
        bytes.patch((int) (position - start), data);
    }

    /**
     * Drops its end, as if the program had been stopped there.
     *
     * @param position of the first byte that is dropped
     */
    public void cutBack(long position) {
        if (position < start || position > position()) {
            throw new IllegalArgumentException("not written, or not kept: " + position);
        }
        bytes.cutBack((int) (position - start));
    }

    /** {@return a copy of everything written} */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** {@return a channel for reading what was written so far} */
    public MemoryChannel openChannel() {
        return new MemoryChannel(toByteArray());
    }
}
