package org.projectexporter.testkit;

import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveOutput;

/** Discards bytes and counts them: for measurements, and for archives larger than memory. */
public final class CountingOutput implements ArchiveOutput {
    private long position;

    /** An output at position 0. */
    public CountingOutput() {}

    @Override
    public long position() {
        return position;
    }

    @Override
    public void write(ByteBuffer data) {
        position += data.remaining();
        data.position(data.limit());
    }

    @Override
    public void patch(long position, ByteBuffer data) {
        if (position < 0 || position + data.remaining() > this.position) {
            throw new IllegalArgumentException("a patch past the end, at " + position);
        }
        data.position(data.limit());
    }
}
