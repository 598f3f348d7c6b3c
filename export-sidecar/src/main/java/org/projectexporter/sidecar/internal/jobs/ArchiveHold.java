package org.projectexporter.sidecar.internal.jobs;

import java.util.concurrent.atomic.AtomicBoolean;

/** Prevents the removal of an archive until it is closed. */
public final class ArchiveHold implements AutoCloseable {
    private final JobView view;
    private final JobView.Result result;
    private final Holds holds;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** A new hold. */
    ArchiveHold(JobView view, JobView.Result result, Holds holds) {
        this.view = view;
        this.result = result;
        this.holds = holds;
    }

    /** The export as it was when the hold was taken. */
    public JobView view() {
        return view;
    }

    public JobView.Result result() {
        return result;
    }

    /** Releases the archive. May be called twice, and by any thread. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            holds.release();
        }
    }
}
