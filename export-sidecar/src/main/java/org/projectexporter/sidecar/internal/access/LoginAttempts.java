package org.projectexporter.sidecar.internal.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts logins that failed, by where they came from; thread-safe. Tokens and codes of this program cannot be found by
 * trying, but an operator may have chosen a weaker token.
 */
public final class LoginAttempts {
    /** The number of failures within {@link #WINDOW} after which an address has to wait. */
    public static final int MOST = 10;

    /** How long failures count, from the first one on. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int MOST_ADDRESSES = 10_000;

    private final LongSupplier nanoTime;
    private final Map<String, Failures> failures = new HashMap<>();

    /** Failures of one address. */
    private record Failures(long since, int count) {}

    /**
     * None so far.
     *
     * @param nanoTime a clock for durations
     */
    public LoginAttempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long this address has to wait; zero if it may try. */
    public synchronized Duration delay(String address) {
        Failures known = failures.get(address);
        if (known == null || known.count() < MOST) {
            return Duration.ZERO;
        }
        Duration left = WINDOW.minusNanos(nanoTime.getAsLong() - known.since());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Counts a failure of this address. */
    public synchronized void failed(String address) {
        long now = nanoTime.getAsLong();
        if (failures.size() >= MOST_ADDRESSES) {
            failures.values().removeIf(known -> isOver(known, now));
        }
        if (failures.size() >= MOST_ADDRESSES) {
            failures.clear(); // memory is limited, and this keeps out nobody with so many addresses
        }
        failures.merge(
                address,
                new Failures(now, 1),
                (known, one) -> isOver(known, now) ? one : new Failures(known.since(), known.count() + 1));
    }

    /** The number of addresses that are remembered. */
    synchronized int addresses() {
        return failures.size();
    }

    private static boolean isOver(Failures known, long now) {
        return now - known.since() >= WINDOW.toNanos();
    }
}
