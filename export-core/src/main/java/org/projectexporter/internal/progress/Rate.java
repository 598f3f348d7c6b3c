package org.projectexporter.internal.progress;

import java.util.ArrayDeque;
import java.util.Deque;

/** The rate in bytes per second over the last five seconds. */
final class Rate {
    private static final long WINDOW_NANOS = 5_000_000_000L;
    private static final long SETTLED_NANOS = 1_000_000_000L;

    private record Sample(long nanos, long bytes) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Records the number of bytes done at a time. */
    void add(long nanos, long bytes) {
        samples.addLast(new Sample(nanos, bytes));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    /** Drops all samples, and starts over at this number of bytes. */
    void restart(long nanos, long bytes) {
        samples.clear();
        add(nanos, bytes);
    }

    /** Whether enough time has passed for a useful estimate. */
    boolean isSettled() {
        return !samples.isEmpty() && samples.getLast().nanos - samples.getFirst().nanos >= SETTLED_NANOS;
    }

    /** The rate; 0 as long as it is unknown. */
    double bytesPerSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        long nanos = samples.getLast().nanos - samples.getFirst().nanos;
        return nanos <= 0 ? 0 : (samples.getLast().bytes - samples.getFirst().bytes) * 1e9 / nanos;
    }
}
