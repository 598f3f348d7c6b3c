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
 * The thread that uses the disk, step by step, and another one that makes durable what was written while the first
 * continues.
 *
 * <p>Once a step of either thread has failed, no further step begins. It is impossible to know what a failed fsync has
 * lost, so it is never retried.
 */
final class DiskThread implements Closeable {
    /** A step. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    private final ExecutorService disk = Executors.newSingleThreadExecutor(DaemonThreads.named("export-disk"));
    private final ExecutorService syncer = Executors.newSingleThreadExecutor(DaemonThreads.named("export-sync"));
    /** The last step of the other thread; used by the disk thread only. */
    private Future<?> syncing = CompletableFuture.completedFuture(null);

    private volatile @Nullable Throwable failure;

    /**
     * Queues a step.
     *
     * @param user released when the step has run, or when it will never run
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

    /**
     * Begins a step on the other thread. Called from within a step of the disk thread, after {@link #endSync} has
     * returned.
     */
    void concurrently(Step sync) {
        syncing = syncer.submit(() -> unlessFailed(sync));
    }

    /** Waits for the step of the other thread, if one is running. Called from within a step. */
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

    /** Prevents further steps. */
    void fail(Throwable cause) {
        failure = cause;
    }

    void throwFailure() throws IOException {
        Throwable cause = failure;
        if (cause != null) {
            throw Futures.asIoException(cause);
        }
    }

    /** Waits until all queued steps have run. */
    @Override
    public void close() {
        disk.shutdown();
        Futures.join(disk);
        syncer.shutdown();
        Futures.join(syncer);
    }
}
