package org.projectexporter.spi;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * Compresses content in blocks of 1 MiB, the blocks joined into one raw deflate stream (RFC 1951).
 *
 * <p>A block is compressed by a deflater that knows nothing but the 32 KiB before it (the farthest that a match may reach back, RFC
 * 1951 section 2), and ends with a sync flush, that is on a byte boundary. Its bytes depend on these inputs alone, so that blocks
 * could be compressed side by side, or anew after a restart, and the stream would be the same. For the writers of formats; used by
 * one thread.
 */
public final class BlockDeflater implements Closeable {
    /** Size of a block; the last one of a stream may be shorter. */
    public static final int BLOCK_BYTES = 1 << 20;

    private static final int WINDOW_BYTES = 1 << 15;

    private final Deflater deflater;
    private final byte[] input = new byte[WINDOW_BYTES + BLOCK_BYTES];
    private final byte[] result = new byte[(int) boundOf(BLOCK_BYTES)];
    private int windowBytes;
    private int filledBytes;

    /** A deflater for one stream after another, at a level from 0 (none) to 9 (smallest). */
    public BlockDeflater(int level) {
        deflater = new Deflater(level, true);
    }

    /** What {@code bytes} of content have grown to at the very most: 9 bits a byte, and some bytes a block. */
    public static long boundOf(long bytes) {
        return bytes + (bytes >> 3) + 1024;
    }

    /** Forgets what was filled in: a new stream begins. */
    public void begin() {
        windowBytes = 0;
        filledBytes = 0;
    }

    /** Takes as much of {@code data} as the block has room for, and returns how much that was. */
    public int fill(ByteBuffer data) {
        int n = Math.min(data.remaining(), BLOCK_BYTES - filledBytes);
        data.get(input, WINDOW_BYTES + filledBytes, n);
        filledBytes += n;
        return n;
    }

    public boolean isFull() {
        return filledBytes == BLOCK_BYTES;
    }

    public boolean isEmpty() {
        return filledBytes == 0;
    }

    /** The block as it was filled in, valid until {@link #next}. */
    public ByteBuffer content() {
        return ByteBuffer.wrap(input, WINDOW_BYTES, filledBytes);
    }

    /**
     * Compresses the block.
     *
     * @param last whether the stream ends with it
     * @return the compressed bytes, valid until the next call
     */
    public ByteBuffer deflate(boolean last) {
        deflater.reset();
        if (windowBytes > 0) {
            deflater.setDictionary(input, WINDOW_BYTES - windowBytes, windowBytes);
        }
        deflater.setInput(input, WINDOW_BYTES, filledBytes);
        if (last) {
            deflater.finish();
        }
        int n = deflater.deflate(result, 0, result.length, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        if (n == result.length) {
            // Room is left by the bound; without it, where the flush marker stands would depend on the buffer.
            throw new IllegalStateException("a block of " + filledBytes + " bytes grew to more than " + n);
        }
        return ByteBuffer.wrap(result, 0, n);
    }

    /** Starts the next block of the stream: the end of this one becomes its window. */
    public void next() {
        int kept = Math.min(WINDOW_BYTES, windowBytes + filledBytes);
        System.arraycopy(input, WINDOW_BYTES + filledBytes - kept, input, WINDOW_BYTES - kept, kept);
        windowBytes = kept;
        filledBytes = 0;
    }

    /** Frees the deflater's native memory. May be called twice. */
    @Override
    public void close() {
        deflater.end();
    }
}
