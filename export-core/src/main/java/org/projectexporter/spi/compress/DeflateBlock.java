package org.projectexporter.spi.compress;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * A block of content, the deflater that compresses it, and room for the result (RFC 1951). It is taken from a {@link
 * BlockDeflater} and returned to it. It is filled by one thread and then compressed by another; only one thread uses it
 * at a time.
 */
public final class DeflateBlock {
    private final int level;
    private final Deflater deflater;
    private final byte[] input = new byte[BlockDeflater.WINDOW_BYTES + BlockDeflater.BLOCK_BYTES];
    private final byte[] result = new byte[(int) BlockDeflater.boundOf(BlockDeflater.BLOCK_BYTES)];
    private int windowBytes;
    private int filledBytes;

    DeflateBlock(int level) {
        this.level = level;
        deflater = new Deflater(level, true);
    }

    /** Empties the block, and sets what precedes its content: the end of {@code window}. */
    void begin(byte[] window, int bytes) {
        System.arraycopy(window, window.length - bytes, input, BlockDeflater.WINDOW_BYTES - bytes, bytes);
        windowBytes = bytes;
        filledBytes = 0;
    }

    /** Takes as much of {@code data} as there is room for, and returns the number of bytes. */
    public int fill(ByteBuffer data) {
        int n = Math.min(data.remaining(), BlockDeflater.BLOCK_BYTES - filledBytes);
        data.get(input, BlockDeflater.WINDOW_BYTES + filledBytes, n);
        filledBytes += n;
        return n;
    }

    /** The size of the content in bytes. */
    public int filledBytes() {
        return filledBytes;
    }

    /** A view of the content. */
    public ByteBuffer content() {
        return ByteBuffer.wrap(input, BlockDeflater.WINDOW_BYTES, filledBytes);
    }

    /** A view of the whole buffer for results. */
    public ByteBuffer room() {
        return ByteBuffer.wrap(result);
    }

    /** Copies the last 32 KiB of window and content to the end of {@code window}, and returns the number of bytes. */
    int copyEnd(byte[] window) {
        int bytes = Math.min(window.length, windowBytes + filledBytes);
        int end = BlockDeflater.WINDOW_BYTES + filledBytes;
        System.arraycopy(input, end - bytes, window, window.length - bytes, bytes);
        return bytes;
    }

    /** Compresses the content, as the stream's last block or not, and returns the result, which is in {@link #room}. */
    ByteBuffer deflate(boolean last) {
        if (!matchesAreWorthwhile(0, filledBytes)) {
            return MatchProbe.without(huffman -> deflate(huffman, last));
        }
        deflater.reset();
        if (windowBytes > 0) {
            deflater.setDictionary(input, BlockDeflater.WINDOW_BYTES - windowBytes, windowBytes);
        }
        return deflate(deflater, last);
    }

    private ByteBuffer deflate(Deflater by, boolean last) {
        by.setInput(input, BlockDeflater.WINDOW_BYTES, filledBytes);
        if (last) {
            by.finish();
        }
        int n = by.deflate(result, 0, result.length, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        if (n == result.length) {
            // The bound leaves some room; without it, the position of the flush marker would depend on the buffer.
            throw new IllegalStateException("a block of " + filledBytes + " bytes grew to more than " + n);
        }
        return ByteBuffer.wrap(result, 0, n);
    }

    /**
     * Compresses a part of the content to a separate stream, which is written to {@link #room} at {@code into}.
     *
     * @param from offset of the part in the content
     * @param bytes size of the part
     * @param into offset of the stream in {@link #room}
     * @return size of the stream in bytes; {@code bytes} if it would not be smaller than the part
     */
    public int deflate(int from, int bytes, int into) {
        if (!matchesAreWorthwhile(from, bytes)) {
            return MatchProbe.without(huffman -> deflate(huffman, from, bytes, into));
        }
        deflater.reset();
        return deflate(deflater, from, bytes, into);
    }

    private int deflate(Deflater by, int from, int bytes, int into) {
        by.setInput(input, BlockDeflater.WINDOW_BYTES + from, bytes);
        by.finish();
        int n = by.deflate(result, into, Math.max(0, bytes - 1));
        return by.finished() ? n : bytes;
    }

    private boolean matchesAreWorthwhile(int from, int bytes) {
        return level == Deflater.NO_COMPRESSION
                || MatchProbe.worthwhile(input, BlockDeflater.WINDOW_BYTES + from, bytes);
    }

    void end() {
        deflater.end();
    }
}
