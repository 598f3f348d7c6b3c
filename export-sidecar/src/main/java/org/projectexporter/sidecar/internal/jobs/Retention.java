package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The thread that looks, again and again, for exports that have been kept long enough. */
final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    private final ScheduledExecutorService thread;

    /**
     * Starts to look.
     *
     * @param retention how long exports are kept; it is looked at least ten times in that time
     * @param sweep removes what is due
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what fails is logged
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
            LOG.error("cannot look for exports that are due to be removed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
