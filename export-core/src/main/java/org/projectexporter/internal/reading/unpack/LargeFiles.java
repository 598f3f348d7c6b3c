package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import org.projectexporter.RunSettings;
import org.projectexporter.internal.io.DaemonThreads;
import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.internal.io.Futures;

/**
 * Writes large files in a thread of its own, past the page cache, while what follows is read and digested. A fixed number of blocks
 * goes round. What fails is thrown by the next call.
 */
final class LargeFiles implements Closeable {
    /** From this size on a file is large: one block. */
    static final int BLOCK_BYTES = 1 << 20;

    private static final int MOST_BLOCKS = 8;
    private static final int FEWEST_BLOCKS = 2;

    private final ExecutorService disk = Executors.newSingleThreadExecutor(DaemonThreads.named("import-disk"));
    private final BlockingQueue<ByteBuffer> free = new LinkedBlockingQueue<>();
    private final FirstFailure failure = new FirstFailure();
    /** An eighth of the memory that an export takes by default. */
    private final long blocks = Math.max(
            FEWEST_BLOCKS, Math.min(MOST_BLOCKS, RunSettings.defaultMemoryBytes() / (MOST_BLOCKS * BLOCK_BYTES)));

    private int made;

    /** Something to do with a file. */
    interface Step {
        void run() throws IOException;
    }

    /** An empty block; waits until there is one. */
    ByteBuffer takeBlock() throws IOException {
        failure.throwIfThere();
        if (free.isEmpty() && made < blocks) {
            made++;
            return DirectFile.newBuffer(BLOCK_BYTES);
        }
        return Futures.take(free).clear();
    }

    /** Writes whole pages at an aligned offset, at some time, and takes the block back. */
    void write(DirectFile file, ByteBuffer pages, long offset) {
        disk.execute(() -> {
            attempt(() -> file.write(pages, offset));
            free.add(pages);
        });
    }

    /** Does something with a file when all is written; once something has failed, the file is closed and no more is done. */
    void finish(DirectFile file, Step step) {
        disk.execute(() -> {
            attempt(step);
            if (failure.isThere()) {
                attemptToClose(file);
            }
        });
    }

    /** Closes a file when what was written to it before no longer needs it. */
    void abandon(DirectFile file) {
        disk.execute(() -> attemptToClose(file));
    }

    private void attemptToClose(DirectFile file) {
        try {
            file.close();
        } catch (IOException e) {
            failure.note(e);
        }
    }

    private void attempt(Step step) {
        if (failure.isThere()) {
            return;
        }
        try {
            step.run();
        } catch (IOException | RuntimeException | Error e) {
            failure.note(e);
        }
    }

    /** Waits until all is done that was asked for. */
    void await() throws IOException {
        Futures.get(disk.submit(() -> {}));
        failure.throwIfThere();
    }

    @Override
    public void close() {
        disk.shutdown();
        Futures.join(disk);
    }
}
