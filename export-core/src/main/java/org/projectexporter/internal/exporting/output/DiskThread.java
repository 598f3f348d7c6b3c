package org.projectexporter.internal.exporting.output;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.projectexporter.internal.io.DaemonThreads;
import org.projectexporter.internal.io.Futures;

/**
 * The thread that uses the disk, step by step, and beside it one that makes durable what was written, while the first goes on.
 *
 * <p>Once a step has failed, whichever thread's, none is begun any more. What a failed fsync has lost cannot be known, so it is never
 * retried.
 */
final class DiskThread implements Closeable {
    /** A step. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    private final ExecutorService disk = Executors.newSingleThreadExecutor(DaemonThreads.named("export-disk"));
    private final ExecutorService syncer = Executors.newSingleThreadExecutor(DaemonThreads.named("export-sync"));
    /** The last step of the other thread; it is the disk thread's to know. */
    private Future<?> syncing = CompletableFuture.completedFuture(null);

    private volatile @Nullable Throwable failure;

    /**
     * Queues a step.
     *
     * @param user released when the step has run, or will not
     */
    void run(Step step, OutputBlocks.@Nullable Block user) {
        disk.execute(() -> {
            try {
                unlessFailed(step);
            } finally {
                if (user != null) {
                    user.release();
                }
            }
        });
    }

    /** Begins a step beside the disk's; from within one of them, when {@link #endSync} has returned. */
    void beside(Step sync) {
        syncing = syncer.submit(() -> unlessFailed(sync));
    }

    /** Waits for the step that runs beside, if one does; from within a step. */
    void endSync() throws IOException {
        Futures.get(syncing);
        throwFailure();
    }

    /** Waits until all steps have run. */
    void await() throws IOException {
        Futures.get(disk.submit(() -> {}));
        throwFailure();
    }

    private void unlessFailed(Step step) {
        try {
            if (failure == null) {
                step.run();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** No step is begun any more. */
    void fail(Throwable cause) {
        failure = cause;
    }

    void throwFailure() throws IOException {
        Throwable cause = failure;
        if (cause != null) {
            throw Futures.asIoException(cause);
        }
    }

    /** Waits until what was queued has run. */
    @Override
    public void close() {
        disk.shutdown();
        Futures.join(disk);
        syncer.shutdown();
        Futures.join(syncer);
    }
}
