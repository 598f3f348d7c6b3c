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
 * Compresses content in blocks of 1 MiB in parallel and joins the blocks into one raw deflate stream (RFC 1951).
 *
 * <p>A block is compressed by a {@link DeflateEngine} whose only history is the 32 KiB before it (the farthest that a
 * match may reach back, RFC 1951 section 2), and ends on a byte boundary. Its bytes depend only on these inputs: the
 * stream is the same with any number of threads, and after a restart. For writers of formats; used by one thread.
 */
public final class BlockDeflater implements Closeable {
    /** The size of a block in bytes; the last one of a stream may be shorter. */
    public static final int BLOCK_BYTES = 1 << 20;

    static final int WINDOW_BYTES = 1 << 15;

    private static final int INPUT_BYTES = WINDOW_BYTES + BLOCK_BYTES;
    private static final int OUTPUT_BYTES = (int) boundOf(BLOCK_BYTES);

    /** Up to this size it costs less to compress a block directly than to pass it to another thread. */
    private static final int HANDED_OVER_BYTES = 1 << 14;

    private final DeflateEngine engine;
    private final int level;
    private final Pipeline pipeline;
    private final List<DeflateBlock> all = new ArrayList<>();
    private final Deque<DeflateBlock> free = new ArrayDeque<>();
    private final byte[] window = new byte[WINDOW_BYTES];
    private int windowBytes;
    private DeflateBlock filling;

    /**
     * A deflater for several streams in succession.
     *
     * @param engine compresses the blocks
     * @param level 0 (none) to 9 (smallest)
     * @param pipeline runs the compression of blocks; there are at most two more blocks than its
     *     {@linkplain Pipeline#limit limit}
     * @throws IOException if the engine cannot be loaded
     */
    public BlockDeflater(DeflateEngine engine, int level, Pipeline pipeline) throws IOException {
        this.engine = engine;
        this.level = level;
        this.pipeline = pipeline;
        this.filling = newBlock();
    }

    /**
     * {@return the memory of a block in bytes: its content, the result, and what {@code engine} needs}
     *
     * @param engine compresses the blocks
     */
    public static int memoryBytes(DeflateEngine engine) {
        return INPUT_BYTES + OUTPUT_BYTES + engine.compressorBytes();
    }

    /**
     * {@return an upper bound for the compressed size: 9 bits per byte, and some bytes per block}
     *
     * @param bytes the size of the content
     */
    public static long boundOf(long bytes) {
        return bytes + (bytes >> 3) + 1024;
    }

    /** Starts a new stream, and discards any content. */
    public void begin() {
        begin(new byte[0]);
    }

    /**
     * Continues a stream; see {@link #window}.
     *
     * @param before what precedes, of which the last 32 KiB matter; empty at the start
     */
    public void begin(byte[] before) {
        windowBytes = Math.min(before.length, WINDOW_BYTES);
        System.arraycopy(before, before.length - windowBytes, window, WINDOW_BYTES - windowBytes, windowBytes);
        filling.begin(window, windowBytes);
    }

    /**
     * {@return the number of bytes taken from {@code data}: as many as the block has room for}
     *
     * @param data its position moves by that number
     */
    public int fill(ByteBuffer data) {
        return filling.fill(data);
    }

    /** {@return whether the current block has no room left} */
    public boolean isFull() {
        return filling.filledBytes() == BLOCK_BYTES;
    }

    /** {@return whether the current block has no content} */
    public boolean isEmpty() {
        return filling.filledBytes() == 0;
    }

    /**
     * {@return the last 32 KiB of the stream, or all if it is shorter: the state needed to continue it while no block
     * is partially filled}
     */
    public byte[] window() {
        return Arrays.copyOfRange(window, WINDOW_BYTES - windowBytes, WINDOW_BYTES);
    }

    /**
     * Submits the current block for compression, and starts the next one of the stream.
     *
     * @param last whether the stream ends with this block
     * @param step receives the compressed bytes in order; they are valid only during the call
     * @throws IOException if an earlier block could not be compressed, or a step fails
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
        recycle(block);
    }

    /**
     * {@return a block for content of several streams; the caller fills and then {@linkplain #recycle recycles} it}
     * Waits if none is left.
     *
     * @throws IOException if a step that it waits for fails
     */
    public DeflateBlock take() throws IOException {
        while (free.isEmpty() && all.size() >= pipeline.limit() + 2) {
            pipeline.takeNext();
        }
        DeflateBlock block = free.isEmpty() ? newBlock() : free.pop();
        block.begin(window, 0);
        return block;
    }

    private DeflateBlock newBlock() throws IOException {
        DeflateBlock block = new DeflateBlock(engine.open(level, INPUT_BYTES, OUTPUT_BYTES));
        all.add(block);
        return block;
    }

    /**
     * Takes back a block from {@link #take}, once no other thread uses it any more.
     *
     * @param block not used by the caller afterwards
     */
    public void recycle(DeflateBlock block) {
        free.push(block);
    }

    /** Frees the compressors' native memory; no work may be pending. May be called twice. */
    @Override
    public void close() {
        all.forEach(DeflateBlock::end);
    }
}
