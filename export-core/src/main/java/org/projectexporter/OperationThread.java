package org.projectexporter;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Runs an operation on a thread of its own, while the caller waits. An interrupt closes the channels of
 * {@code java.nio} that the interrupted thread uses, in the middle of a write; here it reaches a thread that only
 * waits, and is turned into a cancellation.
 */
final class OperationThread {
    /** An operation with the settings that it is given. */
    interface Operation<T> {
        T run(RunSettings settings) throws IOException;
    }

    private OperationThread() {}

    /**
     * Runs the operation and returns its result. If the calling thread is interrupted, the operation is cancelled, and
     * this returns or throws when it has ended; the thread's interrupt status is then set.
     *
     * @param name of the thread
     */
    static <T> T call(String name, RunSettings settings, Operation<T> operation) throws IOException {
        CancellationToken token = CancellationToken.below(settings.cancellation());
        RunSettings own = settings.toBuilder().cancellation(token).build();
        Map<String, String> context = MDC.getCopyOfContextMap();
        FutureTask<T> task = new FutureTask<>(() -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            return operation.run(own);
        });
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return await(task, token);
    }

    private static <T> T await(FutureTask<T> task, CancellationToken token) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    token.cancel();
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException thrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        } else if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    /**
     * Runs an operation with an executor. However the future ends, for example by {@code cancel} or {@code orTimeout},
     * the operation is cancelled if it has not ended by then.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // that of whenComplete is for those who chain
    static <T> CompletableFuture<T> start(RunSettings settings, Executor executor, Operation<T> operation) {
        CancellationToken token = CancellationToken.below(settings.cancellation());
        RunSettings own = settings.toBuilder().cancellation(token).build();
        CompletableFuture<T> future = new CompletableFuture<>();
        future.whenComplete((result, thrown) -> token.cancel());
        executor.execute(() -> {
            if (future.isDone()) {
                return; // cancelled before it began
            }
            try {
                future.complete(operation.run(own));
            } catch (IOException | RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }
}
