package org.projectexporter.sidecar.internal.webhooks;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a message is sent again: 5 seconds after the first attempt, then each time 4 times as long, 6 hours at most;
 * each time up to a fifth more or less, so that messages that failed together are not repeated together.
 *
 * @param first the pause after the first attempt
 * @param longest no pause is longer, apart from the fifth
 * @param attempts the number of attempts after which a message is given up
 */
record Backoff(Duration first, Duration longest, int attempts) {
    /** 12 attempts in some 32 hours. */
    static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(5), Duration.ofHours(6), 12);

    private static final int FACTOR = 4;
    private static final double JITTER = 0.2;

    /**
     * The pause before the next attempt.
     *
     * @param made the number of attempts so far, 1 or more
     */
    Duration after(int made, RandomGenerator random) {
        double millis = first.toMillis() * Math.pow(FACTOR, made - 1.0);
        double jitter = 1 - JITTER + random.nextDouble() * 2 * JITTER;
        return Duration.ofMillis((long) (Math.min(millis, (double) longest.toMillis()) * jitter));
    }
}
