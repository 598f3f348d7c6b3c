package org.projectexporter.tar;

import com.github.luben.zstd.Zstd;

import java.nio.ByteBuffer;

/** Buffers for one frame: its content while it is collected, and its encoded bytes. It is reused. */
final class ZstdFrame {
    /** Enough for raw blocks, too, since zstd itself uses them for content that it cannot compress. */
    private static final int ENCODED_BYTES = (int) Zstd.compressBound(ZstdFrames.MAX_CONTENT_BYTES);

    /** The memory of a frame in bytes. */
    static final long MEMORY_BYTES = (long) ZstdFrames.MAX_CONTENT_BYTES + ENCODED_BYTES;

    private final ByteBuffer content = ByteBuffer.allocateDirect(ZstdFrames.MAX_CONTENT_BYTES);
    private final ByteBuffer encoded = ByteBuffer.allocateDirect(ENCODED_BYTES);

    /** Copies as much of {@code data} as there is room for. */
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

    /** A view of the content, from position 0 to its end. */
    ByteBuffer content() {
        return content.duplicate().flip();
    }

    /** The buffer for the encoded frame: the caller fills and flips it. */
    ByteBuffer encoded() {
        return encoded;
    }

    void clear() {
        content.clear();
        encoded.clear();
    }
}
