package org.projectexporter.sidecar.internal.jobs;

/** A request that cannot be fulfilled in the current state. */
public final class JobException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The reason. */
    public enum Reason {
        /** There is no such project or export. */
        UNKNOWN,
        /** Its state does not allow the operation. */
        WRONG_STATE,
        /** The queue is full. */
        QUEUE_FULL,
        /** The quota of the data folder is used up. */
        QUOTA,
        /** The idempotency key was used with a different request. */
        KEY_REUSED,
        /** The sidecar is stopping. */
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
