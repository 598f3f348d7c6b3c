package org.projectexporter.internal.progress;

import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes a second over the last five seconds. */
final class Rate {
    private static final long WINDOW_NANOS = 5_000_000_000L;
    private static final long SETTLED_NANOS = 1_000_000_000L;

    private record Sample(long nanos, long bytes) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Notes the number of bytes done at a moment. */
    void add(long nanos, long bytes) {
        samples.addLast(new Sample(nanos, bytes));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    /** Forgets what was, and begins at so many bytes. */
    void restart(long nanos, long bytes) {
        samples.clear();
        add(nanos, bytes);
    }

    /** Whether enough time has passed for an estimate to be worth telling. */
    boolean isSettled() {
        return !samples.isEmpty() && samples.getLast().nanos - samples.getFirst().nanos >= SETTLED_NANOS;
    }

    /** 0 as long as there is nothing to tell. */
    double bytesPerSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        long nanos = samples.getLast().nanos - samples.getFirst().nanos;
        return nanos <= 0 ? 0 : (samples.getLast().bytes - samples.getFirst().bytes) * 1e9 / nanos;
    }
}
