package org.projectexporter.git.index;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A piece of a long index around the place that is looked at; it moves forward as the index is gone through. */
public final class IndexWindow {
    /** Where bytes of an index come from. */
    @FunctionalInterface
    public interface Source {
        /** Fills {@code into} from {@code position} on, or as far as there is something. */
        void read(long position, ByteBuffer into) throws IOException;
    }

    private static final int BYTES = 1 << 16;

    private final Source source;
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).limit(0);
    private long start;

    public IndexWindow(Source source) {
        this.source = source;
    }

    /** Moves so that it holds {@code count} bytes from {@code at} on. Returns where in {@link #bytes} they begin. */
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
