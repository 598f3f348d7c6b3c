package org.projectexporter.tar;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;
import org.projectexporter.spi.compress.Pipeline;

/**
 * A tar in independent zstd frames (RFC 8878), followed by a {@link SeekTable}. Pieces that are worth compressing are
 * collected in frames of up to 4 MiB, which are compressed in parallel; others pass through in {@link RawFrames}. Where
 * a frame ends depends on the tar only:
 *
 * <ul>
 *   <li>when it is full;
 *   <li>after an entry, if it contains 3 MiB;
 *   <li>before a content of more than 1 MiB, and before and after what is not worth compressing.
 * </ul>
 */
final class ZstdStream implements TarStream {
    private static final int ENOUGH_BYTES = 3 << 20;
    private static final int LARGE_BYTES = 1 << 20;
    /**
     * A piece that is not worth compressing, but not worth separate frames either, such as a small Git object. zstd
     * stores it if that is better.
     */
    private static final int TINY_BYTES = 1 << 14;
    /** Faster to compress than to pass to another thread. */
    private static final int QUICK_BYTES = 1 << 16;
    /** More frames than this gain nothing. */
    private static final int MAX_FRAMES = 16;

    private final ArchiveOutput output;
    private final boolean stores;
    private final SeekTable table;
    private final RawFrames raw;
    private final ZstdEncoder encoder;
    private final Pipeline pipeline;
    /** Whether there is memory for only one frame, so that none is filled while it is compressed. */
    private final boolean alone;

    private final Deque<ZstdFrame> free = new ArrayDeque<>();
    private @Nullable ZstdFrame collected;

    /**
     * Starts a stream, or resumes one at a point where nothing is collected: all of its state is in the context's
     * spool.
     */
    ZstdStream(ArchiveOutput output, WriterContext context) throws IOException {
        this.output = output;
        this.stores = context.compressionLevel() == 0;
        this.table = new SeekTable(context.newSpool("frames"));
        this.raw = new RawFrames(output, table);
        this.encoder = new ZstdEncoder(context.compressionLevel());
        int frames = framesAtOnce(context);
        this.alone = frames == 1;
        this.pipeline = new Pipeline(context.workers(), Math.max(1, frames - 1)); // one more is being filled
    }

    private static int framesAtOnce(WriterContext context) {
        long contextBytes = ZstdEncoder.contextBytes(context.compressionLevel());
        int frames = Math.min(2 * context.parallelism() + 2, MAX_FRAMES);
        while (frames > 1
                && frames * ZstdFrame.MEMORY_BYTES
                                + Math.min(Math.max(1, frames - 1), context.parallelism()) * contextBytes
                        > context.workBytes()) {
            frames--;
        }
        return frames;
    }

    /** Resumes where {@code state} was taken. */
    static ZstdStream restore(ArchiveOutput output, WriterContext context, byte[] state) throws IOException {
        long rawLeft = ZstdState.rawLeft(state);
        ZstdStream stream = new ZstdStream(output, context);
        stream.raw.begin(rawLeft);
        return stream;
    }

    @Override
    public void begin(long bytes, boolean compress) {}

    @Override
    public void beginContent(long bytes, boolean compress) throws IOException {
        boolean passes = stores ? bytes > LARGE_BYTES : !compress && bytes > TINY_BYTES;
        if (passes) {
            endFrameAtOnce();
            raw.begin(bytes);
        } else if (bytes > LARGE_BYTES) {
            endFrame();
        }
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        if (raw.pieceLeft() > 0) {
            raw.write(data);
            return;
        }
        while (data.hasRemaining()) {
            if (collected == null) {
                collected = free.isEmpty() ? new ZstdFrame() : free.pop();
            }
            collected.fill(data);
            if (collected.isFull()) {
                endFrame();
            }
        }
    }

    @Override
    public void endEntry(long contentBytes) throws IOException {
        if (collected != null && collected.contentBytes() >= ENOUGH_BYTES) {
            endFrame();
        }
    }

    private void endFrame() throws IOException {
        ZstdFrame frame = collected;
        if (frame != null) {
            collected = null;
            pipeline.add(() -> encoder.encode(frame), this::writeFrame);
            if (alone) {
                pipeline.drain();
            }
        }
    }

    /** Ends the frame and waits, so that the next piece can be written directly to the output. */
    private void endFrameAtOnce() throws IOException {
        ZstdFrame frame = collected;
        if (frame != null && frame.contentBytes() <= QUICK_BYTES) {
            collected = null;
            pipeline.drain();
            writeFrame(encoder.encode(frame));
        } else {
            endFrame();
            pipeline.drain();
        }
    }

    private void writeFrame(ZstdFrame frame) throws IOException {
        table.add(frame.encoded().remaining(), frame.contentBytes());
        output.write(frame.encoded());
        frame.clear();
        free.push(frame);
    }

    /** Takes the snapshot if no frame has been begun. */
    @Override
    public boolean offerSnapshot(ArchiveWriter.Snapshot snapshot) throws IOException {
        if (collected != null || raw.isWithinFrame()) {
            return false;
        }
        byte[] state = ZstdState.of(raw.pieceLeft());
        pipeline.add(done -> snapshot.take(state));
        return true;
    }

    @Override
    public void finish() throws IOException {
        endFrame();
        pipeline.drain();
        table.writeTo(output);
    }

    @Override
    public void close() {
        pipeline.abandon();
        encoder.close();
    }
}
