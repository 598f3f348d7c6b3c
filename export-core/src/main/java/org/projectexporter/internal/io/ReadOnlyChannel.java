package org.projectexporter.internal.io;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** The common part of read-only channels: they refuse to write, and keep a position. */
public abstract class ReadOnlyChannel implements SeekableByteChannel {
    /** The offset of the next byte to be read. */
    protected long position;

    @Override
    public final int write(ByteBuffer data) {
        throw new NonWritableChannelException();
    }

    @Override
    public final SeekableByteChannel truncate(long bytes) {
        throw new NonWritableChannelException();
    }

    @Override
    public final long position() {
        return position;
    }

    @Override
    public final SeekableByteChannel position(long newPosition) {
        if (newPosition < 0) {
            throw new IllegalArgumentException("a negative position: " + newPosition);
        }
        position = newPosition;
        return this;
    }
}
