package org.projectexporter.git.index;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A window on a long index, which moves forward as the index is read. */
public final class IndexWindow {
    /** The source of an index's bytes. */
    @FunctionalInterface
    public interface Source {
        /** Fills {@code into} with the bytes from {@code position} on, or with fewer at the end of the index. */
        void read(long position, ByteBuffer into) throws IOException;
    }

    private static final int BYTES = 1 << 16;

    private final Source source;
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).limit(0);
    private long start;

    /** Creates an empty window on the bytes of {@code source}. */
    public IndexWindow(Source source) {
        this.source = source;
    }

    /**
     * Moves the window so that it contains {@code count} bytes from {@code at} on, and returns their offset in
     * {@link #bytes}.
     */
    int moveTo(long at, int count) throws IOException {
        if (at < start || at + count > start + bytes.limit()) {
            bytes.clear();
            source.read(at, bytes);
            bytes.flip();
            start = at;
        }
        return (int) (at - start);
    }

    ByteBuffer bytes() {
        return bytes;
    }
}
