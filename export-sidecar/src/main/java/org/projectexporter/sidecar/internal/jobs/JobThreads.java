package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The worker threads, which take exports by their priority, and those of the same in the order of the queue. They are
 * never interrupted, since that closes channels.
 */
final class JobThreads {
    private final ThreadPoolExecutor threads;
    private final AtomicLong scheduled = new AtomicLong();
    private volatile Runnable idle = () -> {};

    /** A task in the queue. */
    private record Queued(Priority priority, long number, Runnable task) implements Runnable, Comparable<Queued> {
        private static final Comparator<Queued> ORDER =
                Comparator.comparing(Queued::priority).thenComparingLong(Queued::number);

        @Override
        public void run() {
            task.run();
        }

        @Override
        public int compareTo(Queued other) {
            return ORDER.compare(this, other);
        }
    }

    JobThreads(int count) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory named = task -> {
            Thread thread = new Thread(task, "sidecar-export-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), named) {
            @Override
            protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
                if (getActiveCount() <= 1 && getQueue().isEmpty()) {
                    idle.run();
                }
            }
        };
    }

    /** Runs something on the thread that has done the last task, each time that nothing more is to be done. */
    void whenIdle(Runnable action) {
        idle = action;
    }

    /** Runs the task when a thread is free and no other task precedes it. */
    void schedule(Priority priority, Runnable task) {
        threads.execute(new Queued(priority, scheduled.incrementAndGet(), task));
    }

    /**
     * Starts no more tasks, and waits for running ones, which must have been cancelled; false if they have not ended in
     * time.
     */
    boolean close(long millis) {
        threads.getQueue().clear();
        threads.shutdown();
        try {
            return threads.awaitTermination(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
