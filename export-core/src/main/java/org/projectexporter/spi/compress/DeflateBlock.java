package org.projectexporter.spi.compress;

import java.nio.ByteBuffer;

/**
 * A block of content, the compressor that compresses it, and room for the result (RFC 1951). It is taken from a {@link
 * BlockDeflater} and returned to it. It is filled by one thread and then compressed by another; only one thread uses it
 * at a time.
 */
public final class DeflateBlock {
    private final DeflateCompressor compressor;
    private final ByteBuffer input;
    private int windowBytes;
    private int filledBytes;

    DeflateBlock(DeflateCompressor compressor) {
        this.compressor = compressor;
        input = compressor.input();
    }

    /** Empties the block, and sets what precedes its content: the end of {@code window}. */
    void begin(byte[] window, int bytes) {
        input.put(BlockDeflater.WINDOW_BYTES - bytes, window, window.length - bytes, bytes);
        windowBytes = bytes;
        filledBytes = 0;
    }

    /**
     * {@return the number of bytes taken from {@code data}: as many as there is room for}
     *
     * @param data its position moves by that number
     */
    public int fill(ByteBuffer data) {
        int n = Math.min(data.remaining(), BlockDeflater.BLOCK_BYTES - filledBytes);
        input.put(BlockDeflater.WINDOW_BYTES + filledBytes, data, data.position(), n);
        data.position(data.position() + n);
        filledBytes += n;
        return n;
    }

    /** {@return the size of the content in bytes} */
    public int filledBytes() {
        return filledBytes;
    }

    /** {@return a view of the content} */
    public ByteBuffer content() {
        return input.duplicate().position(BlockDeflater.WINDOW_BYTES).limit(BlockDeflater.WINDOW_BYTES + filledBytes);
    }

    /** {@return a view of the whole buffer for results} */
    public ByteBuffer room() {
        return compressor.output().duplicate().clear();
    }

    /** Copies the last 32 KiB of window and content to the end of {@code window}, and returns the number of bytes. */
    int copyEnd(byte[] window) {
        int bytes = Math.min(window.length, windowBytes + filledBytes);
        int end = BlockDeflater.WINDOW_BYTES + filledBytes;
        input.get(end - bytes, window, window.length - bytes, bytes);
        return bytes;
    }

    /** Compresses the content, as the stream's last block or not, and returns the result, which is in {@link #room}. */
    ByteBuffer deflate(boolean last) {
        int n = compressor.compressPiece(windowBytes, BlockDeflater.WINDOW_BYTES, filledBytes, last);
        return room().limit(n);
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
        int n = compressor.compress(BlockDeflater.WINDOW_BYTES + from, bytes, into, bytes - 1);
        return n < 0 ? bytes : n;
    }

    void end() {
        compressor.close();
    }
}
