package org.projectexporter;

/**
 * A flag that another thread sets to end an export, a verification or an import. It is read between blocks; nothing is
 * interrupted, since an interrupt closes the channels of {@code java.nio} under their users.
 */
public final class CancellationToken {
    private volatile boolean cancelled;

    /** A token that is not cancelled. */
    public CancellationToken() {}

    /** Requests that the operation ends, without waiting for it. May be called at any time and more than once. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Throws if {@link #cancel} was called. */
    public void throwIfCancelled() throws ExportCancelledException {
        if (cancelled) {
            throw new ExportCancelledException();
        }
    }
}
