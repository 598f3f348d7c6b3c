package org.projectexporter.internal.reading.verify;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A block of bytes of one part of an archive, shared by its two readers. */
final class Block {
    /** To be read only through {@link #bytes}, since there are two readers. */
    final ByteBuffer buffer;

    private final AtomicInteger readers = new AtomicInteger();
    private ByteBuffer bytes;
    private long position;
    private boolean endsPart;

    Block(ByteBuffer buffer) {
        this.buffer = buffer;
        this.bytes = buffer;
    }

    /** Records what was read into the buffer: bytes of the archive from {@code newPosition} on. */
    void fill(int length, long newPosition, boolean last, int newReaders) {
        bytes = buffer.slice(0, length).asReadOnlyBuffer();
        position = newPosition;
        endsPart = last;
        readers.set(newReaders);
    }

    /** The bytes, as a view with its own position. */
    ByteBuffer bytes() {
        return bytes.duplicate();
    }

    long position() {
        return position;
    }

    long end() {
        return position + bytes.capacity();
    }

    /** Whether this is the last block of its part. */
    boolean endsPart() {
        return endsPart;
    }

    /** Releases the block; true if the caller was its last reader. */
    boolean release() {
        return readers.decrementAndGet() == 0;
    }
}
