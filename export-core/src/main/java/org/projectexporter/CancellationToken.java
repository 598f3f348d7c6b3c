package org.projectexporter;

import org.jspecify.annotations.Nullable;

/**
 * A flag that another thread sets to end an export, a verification or an import. It is read between blocks; none of the
 * threads that read and write is interrupted, since an interrupt closes the channels of {@code java.nio} under their
 * users. An interrupt of the thread that waits for the operation has the same effect as this flag.
 */
public final class CancellationToken {
    private final @Nullable CancellationToken above;
    private volatile boolean cancelled;

    /** A token that is not cancelled. */
    public CancellationToken() {
        this(null);
    }

    private CancellationToken(@Nullable CancellationToken above) {
        this.above = above;
    }

    /** A token for one operation, which is cancelled with that of its user, but does not cancel it. */
    static CancellationToken below(CancellationToken above) {
        return new CancellationToken(above);
    }

    /** Requests that the operation ends, without waiting for it. May be called at any time and more than once. */
    public void cancel() {
        cancelled = true;
    }

    /** {@return whether {@link #cancel} was called} */
    public boolean isCancelled() {
        return cancelled || (above != null && above.isCancelled());
    }

    /**
     * Throws if {@link #cancel} was called.
     *
     * @throws ExportCancelledException if it was
     */
    public void throwIfCancelled() throws ExportCancelledException {
        if (isCancelled()) {
            throw new ExportCancelledException();
        }
    }
}
