package org.projectexporter.spi.compress;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Compresses content in blocks of 1 MiB side by side, the blocks joined into one raw deflate stream (RFC 1951).
 *
 * <p>A block is compressed by a deflater that knows nothing but the 32 KiB before it (the farthest that a match may reach back, RFC
 * 1951 section 2), and ends with a sync flush, that is on a byte boundary. Its bytes depend on these inputs alone: the stream is the
 * same with any number of threads, and after a restart. For the writers of formats; used by one thread.
 */
public final class BlockDeflater implements Closeable {
    /** Size of a block; the last one of a stream may be shorter. */
    public static final int BLOCK_BYTES = 1 << 20;

    /** What a block takes: room for its content and for the result, and zlib's tables. */
    public static final int MEMORY_BYTES = 5 << 19;

    static final int WINDOW_BYTES = 1 << 15;
    /** Up to here it costs less to compress a block at once than to hand it to another thread. */
    private static final int HANDED_OVER_BYTES = 1 << 14;

    private final int level;
    private final Pipeline pipeline;
    private final List<DeflateBlock> all = new ArrayList<>();
    private final Deque<DeflateBlock> free = new ArrayDeque<>();
    private final byte[] window = new byte[WINDOW_BYTES];
    private int windowBytes;
    private DeflateBlock filling;

    /**
     * A deflater for one stream after another.
     *
     * @param level 0 (none) to 9 (smallest)
     * @param pipeline gets the blocks as work; how many of them there are at a time is its {@linkplain Pipeline#limit limit} and two
     */
    public BlockDeflater(int level, Pipeline pipeline) {
        this.level = level;
        this.pipeline = pipeline;
        this.filling = newBlock();
    }

    /** What {@code bytes} of content have grown to at the very most: 9 bits a byte, and some bytes a block. */
    public static long boundOf(long bytes) {
        return bytes + (bytes >> 3) + 1024;
    }

    /** Forgets what was filled in: a new stream begins. */
    public void begin() {
        begin(new byte[0]);
    }

    /** A stream goes on behind {@code before}, of which the last 32 KiB count; see {@link #window}. */
    public void begin(byte[] before) {
        windowBytes = Math.min(before.length, WINDOW_BYTES);
        System.arraycopy(before, before.length - windowBytes, window, WINDOW_BYTES - windowBytes, windowBytes);
        filling.begin(window, windowBytes);
    }

    /** Takes as much of {@code data} as the block has room for, and returns how much that was. */
    public int fill(ByteBuffer data) {
        return filling.fill(data);
    }

    public boolean isFull() {
        return filling.filledBytes() == BLOCK_BYTES;
    }

    public boolean isEmpty() {
        return filling.filledBytes() == 0;
    }

    /** The last 32 KiB of the stream, or all if it is shorter: what has to be known to go on while no block is filled in part. */
    public byte[] window() {
        return Arrays.copyOfRange(window, WINDOW_BYTES - windowBytes, WINDOW_BYTES);
    }

    /**
     * Hands over the block to be compressed, and starts the next one of the stream.
     *
     * @param last whether the stream ends with it
     * @param step gets the compressed bytes when their turn has come; they are valid within it
     */
    public void deflate(boolean last, Pipeline.Step<ByteBuffer> step) throws IOException {
        DeflateBlock block = filling;
        windowBytes = block.copyEnd(window);
        filling = take();
        filling.begin(window, windowBytes);
        if (block.filledBytes() <= HANDED_OVER_BYTES) {
            ByteBuffer result = block.deflate(last);
            pipeline.add(done -> finish(block, result, step));
        } else {
            pipeline.add(() -> block.deflate(last), result -> finish(block, result, step));
        }
    }

    private void finish(DeflateBlock block, ByteBuffer result, Pipeline.Step<ByteBuffer> step) throws IOException {
        step.take(result);
        giveBack(block);
    }

    /** A block for content of several streams; the caller fills it, and gives it back. Waits for one if there are none left. */
    public DeflateBlock take() throws IOException {
        while (free.isEmpty() && all.size() >= pipeline.limit() + 2) {
            pipeline.takeNext();
        }
        DeflateBlock block = free.isEmpty() ? newBlock() : free.pop();
        block.begin(window, 0);
        return block;
    }

    private DeflateBlock newBlock() {
        DeflateBlock block = new DeflateBlock(level);
        all.add(block);
        return block;
    }

    /** Takes back what {@link #take} gave, when no other thread uses it any more. */
    public void giveBack(DeflateBlock block) {
        free.push(block);
    }

    /** Frees the deflaters' native memory, when no work is under way. May be called twice. */
    @Override
    public void close() {
        all.forEach(DeflateBlock::end);
    }
}
