package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

/** Counts the readers of an archive, which must not be removed meanwhile; thread-safe. */
final class Holds {
    private int count;
    private @Nullable Runnable removal;

    /** Adds a hold; false if the archive is about to be removed. */
    synchronized boolean take() {
        if (removal != null) {
            return false;
        }
        count++;
        return true;
    }

    /** Whether there are any holds. */
    synchronized boolean any() {
        return count > 0;
    }

    /** Releases a hold; the last one triggers pending removals. */
    void release() {
        Runnable now;
        synchronized (this) {
            count--;
            now = count == 0 ? removal : null;
        }
        if (now != null) {
            now.run();
        }
    }

    /**
     * Removes now, or when the last hold is released; no new hold can be taken from now on. May be called again with
     * more.
     */
    void whenFree(Runnable newRemoval) {
        boolean free;
        synchronized (this) {
            removal = newRemoval;
            free = count == 0;
        }
        if (free) {
            newRemoval.run();
        }
    }
}
