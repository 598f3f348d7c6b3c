package org.projectexporter.internal.io;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** What all channels that only read have in common: they refuse to write, and remember where they stand. */
public abstract class ReadOnlyChannel implements SeekableByteChannel {
    /** The byte that is read next. */
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
