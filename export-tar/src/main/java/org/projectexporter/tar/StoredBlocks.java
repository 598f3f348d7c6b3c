package org.projectexporter.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Stored deflate blocks (RFC 1951 section 3.2.4). They begin on a byte boundary, since a sync flush and a stored block
 * both end on one.
 */
final class StoredBlocks {
    private static final int HEADER_BYTES = 5;
    /** A block takes 64 KiB of the archive including its header; a length of 16 bits would allow four bytes more. */
    private static final int BLOCK_BYTES = (1 << 16) - HEADER_BYTES;

    /** Receives the bytes of the blocks. */
    @FunctionalInterface
    interface Sink {
        /** Writes all of {@code data}, which is reused after the call. */
        void write(ByteBuffer data) throws IOException;
    }

    private final Sink sink;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long pieceLeft;
    private int blockLeft;

    StoredBlocks(Sink sink) {
        this.sink = sink;
    }

    /** Begins a piece: the next {@code bytes} bytes go to separate blocks. */
    void begin(long bytes) {
        restore(bytes, 0);
    }

    /** Resumes within a piece; see {@link #pieceLeft} and {@link #blockLeft}. */
    void restore(long newPieceLeft, int newBlockLeft) {
        pieceLeft = newPieceLeft;
        blockLeft = newBlockLeft;
    }

    /** The number of bytes of the piece for which no block has been begun. */
    long pieceLeft() {
        return pieceLeft;
    }

    /** The number of bytes left in the current block. */
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

    /** Writes the header of a block: not the last one, type 00, the length and its complement. */
    private void beginBlock() throws IOException {
        blockLeft = (int) Math.min(BLOCK_BYTES, pieceLeft);
        pieceLeft -= blockLeft;
        header.clear().put((byte) 0).putShort((short) blockLeft).putShort((short) ~blockLeft);
        sink.write(header.flip());
    }
}
