package org.projectexporter.sidecar.internal.jobs;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that work on exports, in the order in which these were queued. They are never interrupted, since that closes channels. */
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

    /** Runs it when a thread is free. */
    void schedule(Runnable task) {
        threads.execute(task);
    }

    /** Takes and begins no more, and waits for what runs, which was told to stop; false if it has not within that time. */
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
