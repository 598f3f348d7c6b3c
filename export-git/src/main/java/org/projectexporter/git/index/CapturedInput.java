package org.projectexporter.git.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.PlanSink;

/** Reads back captured content of the plan, or a part of it. */
public final class CapturedInput extends InputStream {
    private final PlanSink sink;
    private final Content.Captured content;
    private final long end;
    private long position;

    /** Reads from {@code start} to {@code end}, in bytes from the start of the captured content. */
    public CapturedInput(PlanSink sink, Content.Captured content, long start, long end) {
        this.sink = sink;
        this.content = content;
        this.position = start;
        this.end = end;
    }

    /** Reads all of the captured content. */
    public CapturedInput(PlanSink sink, Content.Captured content) {
        this(sink, content, 0, content.length());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = (int) Math.min(length, end - position);
        if (n <= 0) {
            return length == 0 ? 0 : -1;
        }
        sink.read(content, position, ByteBuffer.wrap(into, offset, n));
        position += n;
        return n;
    }
}
