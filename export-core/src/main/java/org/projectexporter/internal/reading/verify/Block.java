package org.projectexporter.internal.reading.verify;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Some bytes of one part of an archive, on their way to both who read them. */
final class Block {
    /** To be read through {@link #bytes} alone: it has two readers. */
    final ByteBuffer buffer;

    private final AtomicInteger readers = new AtomicInteger();
    private ByteBuffer bytes;
    private long position;
    private boolean endsPart;

    Block(ByteBuffer buffer) {
        this.buffer = buffer;
        this.bytes = buffer;
    }

    /** Says what was read into the buffer: bytes of the archive from {@code newPosition} on. */
    void fill(int length, long newPosition, boolean last, int newReaders) {
        bytes = buffer.slice(0, length).asReadOnlyBuffer();
        position = newPosition;
        endsPart = last;
        readers.set(newReaders);
    }

    /** Its bytes, with a position of its own. */
    ByteBuffer bytes() {
        return bytes.duplicate();
    }

    long position() {
        return position;
    }

    long end() {
        return position + bytes.capacity();
    }

    /** Whether the part ends with it. */
    boolean endsPart() {
        return endsPart;
    }

    /** Whether the one who calls was the last who needed it. */
    boolean release() {
        return readers.decrementAndGet() == 0;
    }
}
