package org.projectexporter.sidecar.internal.jobs;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The worker threads, which take exports in the order of the queue. They are never interrupted, since that closes
 * channels.
 */
final class JobThreads {
    private final ThreadPoolExecutor threads;

    JobThreads(int count) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "sidecar-export-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs the task when a thread is free. */
    void schedule(Runnable task) {
        threads.execute(task);
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
