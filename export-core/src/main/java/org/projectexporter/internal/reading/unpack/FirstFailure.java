package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

import org.projectexporter.internal.io.Futures;

/** What failed first in threads that nobody waits for, until somebody asks; thread-safe. */
final class FirstFailure {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Keeps it if nothing has failed before. */
    void note(Throwable thrown) {
        failure.compareAndSet(null, thrown);
    }

    boolean isThere() {
        return failure.get() != null;
    }

    /** Throws what failed first, if anything did; any number of times. */
    void throwIfThere() throws IOException {
        Throwable failed = failure.get();
        if (failed != null) {
            throw Futures.asIoException(failed);
        }
    }
}
