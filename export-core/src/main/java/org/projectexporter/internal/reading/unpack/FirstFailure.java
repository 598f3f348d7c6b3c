package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

import org.projectexporter.internal.io.Futures;

/** Keeps the first failure of background threads until it is requested; thread-safe. */
final class FirstFailure {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Records a failure unless there was one before. */
    void record(Throwable thrown) {
        failure.compareAndSet(null, thrown);
    }

    boolean isThere() {
        return failure.get() != null;
    }

    /** Throws the first failure, if there was one; may be called repeatedly. */
    void throwIfThere() throws IOException {
        Throwable failed = failure.get();
        if (failed != null) {
            throw Futures.asIoException(failed);
        }
    }
}
