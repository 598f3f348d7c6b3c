package org.projectexporter.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Deflate blocks that hold their bytes as they are (RFC 1951 section 3.2.4). They begin on a byte boundary, as a sync flush and
 * a stored block both end on one.
 */
final class StoredBlocks {
    private static final int HEADER_BYTES = 5;
    /** With its header a block takes 64 KiB of the archive; a length of 16 bits would allow four bytes more. */
    private static final int BLOCK_BYTES = (1 << 16) - HEADER_BYTES;

    /** Takes the bytes of the blocks. */
    @FunctionalInterface
    interface Sink {
        /** Takes all of {@code data}, which is used again after the call. */
        void write(ByteBuffer data) throws IOException;
    }

    private final Sink sink;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long pieceLeft;
    private int blockLeft;

    StoredBlocks(Sink sink) {
        this.sink = sink;
    }

    /** The next {@code bytes} bytes go to blocks of their own. */
    void begin(long bytes) {
        restore(bytes, 0);
    }

    /** Goes on within a piece; see {@link #pieceLeft} and {@link #blockLeft}. */
    void restore(long newPieceLeft, int newBlockLeft) {
        pieceLeft = newPieceLeft;
        blockLeft = newBlockLeft;
    }

    /** Number of bytes of the piece that no block was begun for. */
    long pieceLeft() {
        return pieceLeft;
    }

    /** Number of bytes that the block at hand still takes. */
    int blockLeft() {
        return blockLeft;
    }

    void write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            if (blockLeft == 0) {
                beginBlock();
            }
            int n = Math.min(blockLeft, data.remaining());
            sink.write(data.slice(data.position(), n));
            data.position(data.position() + n);
            blockLeft -= n;
        }
    }

    /** Not the last block, type 00, the length and its complement. */
    private void beginBlock() throws IOException {
        blockLeft = (int) Math.min(BLOCK_BYTES, pieceLeft);
        pieceLeft -= blockLeft;
        header.clear().put((byte) 0).putShort((short) blockLeft).putShort((short) ~blockLeft);
        sink.write(header.flip());
    }
}
