package org.projectexporter.internal.exporting.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.projectexporter.internal.io.DaemonThreads;
import org.projectexporter.internal.io.Futures;

/** The thread that digests the volumes: blocks as they are written, and what it has missed by reading it back. */
final class DigestThread implements Closeable {
    private final VolumeDigests digests;
    private final DiskThread disk;
    private final LongSupplier written;
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DaemonThreads.named("export-sums"),
            new ThreadPoolExecutor.DiscardPolicy()); // its tasks queue further tasks, even while it is closed
    private boolean catchingUp;
    private volatile boolean closed;

    /**
     * Begins with what an earlier run wrote, while the blocks wait: otherwise the blocks written meanwhile would have
     * to be read back as well, and both share the disk.
     *
     * @param disk fails if this thread fails
     * @param written number of bytes on the disk
     */
    DigestThread(VolumeDigests digests, DiskThread disk, LongSupplier written) {
        this.digests = digests;
        this.disk = disk;
        this.written = written;
        thread.execute(this::catchUpFirst);
    }

    private void catchUpFirst() {
        try {
            while (!disk.hasFailed() && !closed && digests.catchUp(written.getAsLong())) {
                // piece by piece, so that it can be cancelled
            }
        } catch (IOException | RuntimeException | Error e) {
            disk.fail(e);
        }
    }

    /** Digests the bytes of a block, and releases it. */
    void pass(OutputBlocks.Block block, ByteBuffer bytes, long start) {
        thread.execute(() -> {
            boolean passed = digests.pass(bytes, start);
            block.release();
            if (!passed) {
                beginToCatchUp();
            }
        });
    }

    /** Runs {@code change} while nothing is read back, waits for it, and digests again from {@code position} on. */
    void whileStill(long position, DiskThread.Step change) throws IOException {
        Futures.get(thread.submit(() -> {
            digests.forgetReadAhead();
            change.run();
            digests.rewind(position);
            beginToCatchUp();
            return null;
        }));
    }

    /** Queues itself as the next task: the thread is behind, and has to read back. */
    private void beginToCatchUp() {
        if (!catchingUp) {
            catchingUp = true;
            thread.execute(this::catchUp);
        }
    }

    /** Reads back one piece, then continues with the waiting blocks. */
    private void catchUp() {
        try {
            catchingUp = !disk.hasFailed() && digests.catchUp(written.getAsLong());
            if (catchingUp) {
                thread.execute(this::catchUp);
            }
        } catch (IOException | RuntimeException | Error e) {
            disk.fail(e);
        }
    }

    /** Digests of the first volumes, as far as they are known now; callable from any thread. */
    List<String> known() {
        return digests.finished();
    }

    /**
     * Waits for the digests of all volumes.
     *
     * @param last the bytes that were not digested yet, from {@code start} to {@code end}
     */
    List<String> finish(ByteBuffer last, long start, long end) throws IOException {
        return Futures.get(thread.submit(() -> {
            digests.pass(last, start);
            while (digests.catchUp(end)) {
                disk.throwFailure();
            }
            return digests.end();
        }));
    }

    /** Stops reading back. */
    void stop() {
        closed = true;
    }

    @Override
    public void close() {
        stop();
        thread.shutdown();
        Futures.join(thread);
        digests.close();
    }
}
