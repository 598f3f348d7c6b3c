package org.projectexporter.tar;

import com.github.luben.zstd.ZstdCompressCtx;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Encodes frames, each from its content only, on several threads at once. */
final class ZstdEncoder implements Closeable {
    /**
     * The zstd level for each of our levels, 0 to 9. The default, 6, is zstd's own default; levels below favor speed,
     * and levels above cost much and gain little.
     */
    private static final int[] ZSTD_LEVELS = {0, 1, 1, 2, 2, 3, 3, 6, 9, 12};

    /** Memory of a context for each of our levels, for a frame of 4 MiB: measured, in MiB, rounded up. */
    private static final int[] CONTEXT_MIB = {0, 1, 1, 1, 1, 1, 1, 3, 11, 42};

    private final int level;
    /** At most one per thread: each has some MiB of tables. */
    private final Queue<ZstdCompressCtx> contexts = new ConcurrentLinkedQueue<>();

    /** Creates an encoder for a level from 0 (store) to 9. */
    ZstdEncoder(int level) throws IOException {
        this.level = level;
        ZstdLibrary.load();
    }

    /** The memory in bytes that zstd needs for each frame that is being compressed. */
    static long contextBytes(int level) {
        return (long) CONTEXT_MIB[level] << 20;
    }

    /** Encodes the frame's content into its output buffer. */
    ZstdFrame encode(ZstdFrame frame) {
        if (level == 0) {
            store(frame);
        } else {
            compress(frame);
        }
        return frame;
    }

    private void compress(ZstdFrame frame) {
        ZstdCompressCtx context = contexts.poll();
        if (context == null) {
            context = new ZstdCompressCtx();
            context.setLevel(ZSTD_LEVELS[level]).setContentSize(true).setChecksum(true);
        }
        ByteBuffer to = frame.encoded();
        ByteBuffer from = frame.content();
        int n = context.compressDirectByteBuffer(to, 0, to.capacity(), from, 0, from.remaining());
        to.position(0).limit(n);
        contexts.add(context);
    }

    private static void store(ZstdFrame frame) {
        ByteBuffer to = frame.encoded().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer from = frame.content();
        XxHash64 hash = new XxHash64();
        hash.update(from);
        ZstdFrames.putRawFrameHeader(to, from.remaining());
        while (from.hasRemaining()) {
            int n = Math.min(ZstdFrames.MAX_BLOCK_BYTES, from.remaining());
            ZstdFrames.putRawBlockHeader(to, n, n == from.remaining());
            to.put(from.slice(from.position(), n));
            from.position(from.position() + n);
        }
        to.put(RawFrames.checksum(hash)).flip();
    }

    /** Frees native memory. Must not be called while a frame is being encoded. May be called twice. */
    @Override
    public void close() {
        for (ZstdCompressCtx context = contexts.poll(); context != null; context = contexts.poll()) {
            context.close();
        }
    }
}
