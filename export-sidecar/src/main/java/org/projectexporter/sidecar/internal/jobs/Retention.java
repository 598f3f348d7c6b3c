package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The thread that periodically removes exports whose retention time is over. */
final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    private final ScheduledExecutorService thread;

    /**
     * Starts the thread.
     *
     * @param retention how long exports are kept; the thread checks at least ten times in that period
     * @param sweep removes what is due
     */
    @SuppressWarnings("FutureReturnValueIgnored") // failures are logged
    Retention(Duration retention, Runnable sweep) {
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "sidecar-retention");
            daemon.setDaemon(true);
            return daemon;
        });
        long millis = Math.max(SHORTEST_WAIT.toMillis(), Math.min(LONGEST_WAIT.toMillis(), retention.toMillis() / 10));
        thread.scheduleWithFixedDelay(() -> quietly(sweep), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A scheduler drops a task that throws. */
    private static void quietly(Runnable sweep) {
        try {
            sweep.run();
        } catch (RuntimeException e) {
            LOG.error("cannot remove expired exports", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
