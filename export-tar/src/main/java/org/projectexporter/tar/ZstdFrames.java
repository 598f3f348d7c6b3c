package org.projectexporter.tar;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The layout of zstd frames (RFC 8878 section 3.1), as far as it is written or checked without the zstd library. */
final class ZstdFrames {
    static final int MAGIC = 0xFD2FB528;
    /** The maximum content of a frame in bytes. */
    static final int MAX_CONTENT_BYTES = 4 << 20;
    /** The maximum size of a block: RFC 8878 section 3.1.1.2.3. */
    static final int MAX_BLOCK_BYTES = 1 << 17;

    static final int MAGIC_BYTES = 4;
    static final int BLOCK_HEADER_BYTES = 3;
    static final int CHECKSUM_BYTES = 4;
    static final int RAW_BLOCK = 0;
    static final int RLE_BLOCK = 1;
    static final int COMPRESSED_BLOCK = 2;

    /** Bit of the frame header's descriptor: the window is as large as the content. */
    static final int SINGLE_SEGMENT = 1 << 5;
    /** Bits of the frame header's descriptor that are reserved or unused, or that refer to a dictionary. */
    static final int NEVER_SET = 0b11011;
    /** Bit of the frame header's descriptor: the frame ends with a checksum of its content. */
    static final int HAS_CHECKSUM = 1 << 2;

    private static final int CONTENT_SIZE_OF_4_BYTES = 2 << 6;
    private static final int LAST_BLOCK = 1;

    private ZstdFrames() {}

    /** A buffer for {@link #putRawFrameHeader} and a {@link #putRawBlockHeader}. */
    static ByteBuffer newHeaderBuffer() {
        return ByteBuffer.allocate(MAGIC_BYTES + 1 + Integer.BYTES + BLOCK_HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Puts the header of a frame with {@code contentBytes} of content, to be followed by raw blocks and a checksum.
     */
    static void putRawFrameHeader(ByteBuffer out, int contentBytes) {
        out.putInt(MAGIC)
                .put((byte) (CONTENT_SIZE_OF_4_BYTES | SINGLE_SEGMENT | HAS_CHECKSUM))
                .putInt(contentBytes);
    }

    /** Puts the header of a raw block of {@code bytes} bytes (section 3.1.1.2): 24 bits, little-endian. */
    static void putRawBlockHeader(ByteBuffer out, int bytes, boolean last) {
        int header = bytes << 3 | RAW_BLOCK << 1 | (last ? LAST_BLOCK : 0);
        out.putShort((short) header).put((byte) (header >> 16));
    }

    /** The length in bytes of a frame with {@code contentBytes} in raw blocks. */
    static int rawFrameBytes(int contentBytes) {
        int blocks = (contentBytes + MAX_BLOCK_BYTES - 1) / MAX_BLOCK_BYTES;
        return MAGIC_BYTES + 1 + Integer.BYTES + blocks * BLOCK_HEADER_BYTES + contentBytes + CHECKSUM_BYTES;
    }
}
