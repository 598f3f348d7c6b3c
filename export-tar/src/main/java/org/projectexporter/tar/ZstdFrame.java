package org.projectexporter.tar;

import com.github.luben.zstd.Zstd;

import java.nio.ByteBuffer;

/** One frame on its way: the content that is collected for it, and room for what becomes of it. Used again and again. */
final class ZstdFrame {
    /** Room enough also for raw blocks, since zstd itself makes them of what it cannot compress. */
    private static final int ENCODED_BYTES = (int) Zstd.compressBound(ZstdFrames.MAX_CONTENT_BYTES);

    /** What a frame takes. */
    static final long MEMORY_BYTES = (long) ZstdFrames.MAX_CONTENT_BYTES + ENCODED_BYTES;

    private final ByteBuffer content = ByteBuffer.allocateDirect(ZstdFrames.MAX_CONTENT_BYTES);
    private final ByteBuffer encoded = ByteBuffer.allocateDirect(ENCODED_BYTES);

    /** Takes as much of {@code data} as there is room for. */
    void fill(ByteBuffer data) {
        int n = Math.min(data.remaining(), content.remaining());
        content.put(data.slice(data.position(), n));
        data.position(data.position() + n);
    }

    int contentBytes() {
        return content.position();
    }

    boolean isFull() {
        return !content.hasRemaining();
    }

    /** The content, position 0 to its end; the frame itself does not change. */
    ByteBuffer content() {
        return content.duplicate().flip();
    }

    /** Where the bytes of the frame go: the caller fills and flips it. */
    ByteBuffer encoded() {
        return encoded;
    }

    void clear() {
        content.clear();
        encoded.clear();
    }
}
