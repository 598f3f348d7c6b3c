package org.projectexporter.internal.exporting.output;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.projectexporter.internal.io.DaemonThreads;
import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.internal.io.Futures;

/**
 * Reads back what was written, piece by piece, and compares it with the sums of what was written. Each piece is read
 * while the previous one is used. Not thread-safe.
 */
final class ReadBack implements Closeable {
    private static final int PIECE_BYTES = 1 << 20;

    private final VolumeFiles files;
    private final SumCheck check;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(DaemonThreads.named("export-readback"));
    private ByteBuffer taken = DirectFile.newBuffer(PIECE_BYTES);
    private ByteBuffer next = DirectFile.newBuffer(PIECE_BYTES);
    private @Nullable Future<Void> reading;
    private long nextAt;

    ReadBack(VolumeFiles files, ChunkSums sums) {
        this.files = files;
        this.check = new SumCheck(files, sums);
    }

    /**
     * The next bytes from {@code at} on, the start of a page; valid until the next call.
     *
     * @param end the end of what was written, in the same volume or a later one
     * @throws org.projectexporter.ExportException if it differs from what was written
     */
    ByteBuffer read(long at, long end) throws IOException {
        if (nextAt != at) {
            forget();
        }
        Futures.get(reading == null ? begin(at, end) : reading);
        ByteBuffer result = next;
        next = taken;
        taken = result;
        reading = null;
        if (at + result.remaining() < end) {
            reading = begin(at + result.remaining(), end);
        }
        check.take(result.duplicate(), at);
        return result;
    }

    private Future<Void> begin(long at, long end) {
        ByteBuffer into = next.clear();
        nextAt = at;
        return reader.submit(() -> {
            files.read(into, at, end);
            return null;
        });
    }

    /** Discards what was read ahead, since it has changed on disk. */
    void forget() throws IOException {
        if (reading != null) {
            Futures.get(reading);
            reading = null;
        }
    }

    @Override
    public void close() {
        reader.shutdown();
        Futures.join(reader);
    }
}
