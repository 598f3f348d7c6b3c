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
 * Runs work side by side and takes its results in the order in which it was given: how a writer compresses on several threads and
 * still writes one stream. All methods are called by one thread, and the steps run on it; only the work itself runs elsewhere.
 */
public final class Pipeline {
    /** Takes a result when its turn has come. */
    @FunctionalInterface
    public interface Step<T> {
        void take(T result) throws IOException;
    }

    /** @param counted whether it was work, and not a step alone */
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
     * @param workers run the work; a same-thread executor is good for tests
     * @param limit how much work may be under way or wait for its turn; what is given beyond that waits
     */
    public Pipeline(Executor workers, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a pipeline needs room for one piece of work, not " + limit);
        }
        this.workers = workers;
        this.limit = limit;
    }

    /** Starts {@code work}; {@code step} takes its result after the steps of all that was given before. */
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
        workers.execute(task); // first, since what is refused here would be waited for in vain
        pending.add(new Pending<>(task, step, true));
        underWay++;
        takeFinished();
    }

    /**
     * Runs {@code step} after the steps of all that was given before: at once if there is nothing to wait for. Steps alone do not count
     * towards the limit; who gives many that hold something takes care to {@linkplain #takeNext wait}.
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

    /** Takes the steps whose turn has come, and waits for none. */
    public void takeFinished() throws IOException {
        while (!pending.isEmpty() && pending.peek().work.isDone()) {
            takeNext();
        }
    }

    /** Waits for the work that was given first, and takes its step. There must be one. */
    public void takeNext() throws IOException {
        Pending<?> next = pending.remove();
        underWay -= next.counted ? 1 : 0;
        next.finish();
    }

    /** How much work may be under way or wait for its turn. */
    public int limit() {
        return limit;
    }

    /** Whether every step has been taken. */
    public boolean isEmpty() {
        return pending.isEmpty();
    }

    /** Waits for all work and takes all steps. */
    public void drain() throws IOException {
        while (!pending.isEmpty()) {
            takeNext();
        }
    }

    /** Gives up: no step is taken any more. Returns when no work runs, so that what it uses can be closed. */
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
                pending.remove(); // nobody asks for it any more
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
