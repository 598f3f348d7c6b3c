package org.projectexporter.sidecar.internal.jobs;

/** A request that cannot be met as things are. */
public final class JobException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** There is no such project or export. */
        UNKNOWN,
        /** It is in another state than the one asked for needs. */
        WRONG_STATE,
        /** As many exports wait as may. */
        QUEUE_FULL,
        /** The quota of the data folder is used up. */
        QUOTA,
        /** The same idempotency key came with another request. */
        KEY_REUSED,
        /** The sidecar is being stopped. */
        STOPPING
    }

    private final Reason reason;

    public JobException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
