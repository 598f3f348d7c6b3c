package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

/** Who reads an archive at the moment, so that it is not removed under them; thread-safe. */
final class Holds {
    private int count;
    private @Nullable Runnable removal;

    /** Takes one more hold; false if the archive is to be removed. */
    synchronized boolean take() {
        if (removal != null) {
            return false;
        }
        count++;
        return true;
    }

    /** Whether there is any. */
    synchronized boolean any() {
        return count > 0;
    }

    /** Gives one back, and removes what had to wait for it. */
    void letGo() {
        Runnable now;
        synchronized (this) {
            count--;
            now = count == 0 ? removal : null;
        }
        if (now != null) {
            now.run();
        }
    }

    /** Removes now, or when the last hold is given back; from now on no other can be taken. May be called again with more. */
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
