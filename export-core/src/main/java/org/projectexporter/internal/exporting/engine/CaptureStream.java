package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.internal.exporting.plan.Captures;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.FileStat;

/** Bytes that were captured while planning. */
final class CaptureStream implements ContentOpener.Stream {
    private final Captures captures;
    private final Content.Captured captured;
    private long position;

    CaptureStream(Captures captures, Content.Captured captured) {
        this.captures = captures;
        this.captured = captured;
    }

    @Override
    public @Nullable FileStat before() {
        return null;
    }

    @Override
    public int readOnce(ByteBuffer into) throws IOException {
        if (position == captured.length()) {
            return -1;
        }
        int before = into.position();
        captures.read(captured, position, into);
        position += into.position() - before;
        return into.position() - before;
    }

    @Override
    public void position(long newPosition) {
        position = newPosition;
    }

    @Override
    public @Nullable FileStat stat() {
        return null;
    }

    @Override
    public void close() {}
}
