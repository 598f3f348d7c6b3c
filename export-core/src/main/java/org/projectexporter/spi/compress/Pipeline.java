package org.projectexporter.spi.compress;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Runs tasks in parallel and takes their results in the order in which they were added, so that a writer can compress
 * on several threads and still write one stream. All methods are called by one thread, and the steps run on it; only
 * the tasks themselves run elsewhere.
 */
public final class Pipeline {
    /**
     * Receives a result in order.
     *
     * @param <T> the type of the result
     */
    @FunctionalInterface
    public interface Step<T> {
        /**
         * Receives the result of a task.
         *
         * @param result of the task, which has not thrown
         * @throws IOException ends the work; thrown to who waits
         */
        void take(T result) throws IOException;
    }

    /** @param counted whether it has a task, and is not only a step */
    private record Pending<T>(FutureTask<T> work, Step<T> step, boolean counted) {
        private void finish() throws IOException {
            step.take(result());
        }

        private T result() throws IOException {
            try {
                return work.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the thread of the export was interrupted");
            } catch (ExecutionException e) {
                throw asIoException(e.getCause() == null ? e : e.getCause());
            }
        }
    }

    private final Executor workers;
    private final int limit;
    private final Deque<Pending<?>> pending = new ArrayDeque<>();
    private int underWay;
    private volatile boolean abandoned;

    /**
     * A pipeline.
     *
     * @param workers runs the tasks; a same-thread executor is suitable for tests
     * @param limit the number of tasks that may be running or finished and not yet taken; adding more waits
     */
    public Pipeline(Executor workers, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a pipeline needs a limit of at least one task, not " + limit);
        }
        this.workers = workers;
        this.limit = limit;
    }

    /**
     * Starts a task.
     *
     * @param <T> the type of its result
     * @param work run by one of the workers
     * @param step receives the result, on the calling thread, after all steps added before
     * @throws IOException if this or an earlier task or step has failed
     */
    public <T> void add(Callable<T> work, Step<T> step) throws IOException {
        while (underWay >= limit) {
            takeNext();
        }
        FutureTask<T> task = new FutureTask<>(() -> {
            if (abandoned) {
                throw new CancellationException();
            }
            return work.call();
        });
        workers.execute(task); // first, since a rejected task would never finish
        pending.add(new Pending<>(task, step, true));
        underWay++;
        takeFinished();
    }

    /**
     * Runs {@code step} after all steps added before, immediately if there are none. Steps without a task do not count
     * towards the limit; a caller that adds many of them which hold resources must {@linkplain #takeNext wait} itself.
     *
     * @param step receives true
     * @throws IOException if this or an earlier task or step has failed
     */
    public void add(Step<Boolean> step) throws IOException {
        takeFinished();
        if (pending.isEmpty()) {
            step.take(true);
            return;
        }
        FutureTask<Boolean> done = new FutureTask<>(() -> true);
        done.run();
        pending.add(new Pending<>(done, step, false));
    }

    /**
     * Runs the steps that are ready, without waiting.
     *
     * @throws IOException if a task or step has failed
     */
    public void takeFinished() throws IOException {
        while (!pending.isEmpty() && pending.peek().work.isDone()) {
            takeNext();
        }
    }

    /**
     * Waits for the oldest pending task, and runs its step. There must be one.
     *
     * @throws IOException if the task or its step has failed
     */
    public void takeNext() throws IOException {
        Pending<?> next = pending.remove();
        underWay -= next.counted ? 1 : 0;
        next.finish();
    }

    /** {@return the number of tasks that may be pending} */
    public int limit() {
        return limit;
    }

    /** {@return whether every step has been run} */
    public boolean isEmpty() {
        return pending.isEmpty();
    }

    /**
     * Waits for all tasks and runs all steps.
     *
     * @throws IOException if a task or step has failed
     */
    public void drain() throws IOException {
        while (!pending.isEmpty()) {
            takeNext();
        }
    }

    /**
     * Gives up: no step is run any more. Returns when no task is running, so that the resources of tasks can be closed.
     */
    public void abandon() {
        abandoned = true;
        boolean interrupted = false;
        while (!pending.isEmpty()) {
            try {
                pending.peek().work.get();
                pending.remove();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                pending.remove(); // no longer needed
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static IOException asIoException(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }
}
