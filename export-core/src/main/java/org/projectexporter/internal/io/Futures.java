package org.projectexporter.internal.io;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Waits for other threads of an export, and converts their exceptions into ones that the caller may throw. */
public final class Futures {
    private Futures() {}

    /** Takes from a queue, or null after {@code millis}. */
    public static <T> @Nullable T poll(BlockingQueue<T> queue, long millis) throws IOException {
        try {
            return queue.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Takes from a queue. */
    public static <T> T take(BlockingQueue<T> queue) throws IOException {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Adds to a queue, unless it is still full after {@code millis}; returns whether it was added. */
    public static <T> boolean offer(BlockingQueue<T> queue, T element, long millis) throws IOException {
        try {
            return queue.offer(element, millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Waits for a future, and throws its failure as an {@link IOException}. */
    public static <T> T get(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw asIoException(e.getCause() == null ? e : e.getCause());
        }
    }

    /** The exception of a wait that was interrupted; the interrupt is restored. */
    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("the thread of the export was interrupted");
    }

    /** Throws unchecked causes; returns an {@link IOException} as it is, and anything else wrapped in one. */
    public static IOException asIoException(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    /** Waits for a thread to end, even if interrupted; the interrupt is restored afterwards. */
    public static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        restore(interrupted);
    }

    /** Waits for an executor to terminate, even if interrupted; the interrupt is restored afterwards. */
    public static void join(ExecutorService executor) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = executor.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        restore(interrupted);
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
