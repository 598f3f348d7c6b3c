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
        /** Other estimates are running. */
        TOO_MANY_ESTIMATES,
        /** The quota of the data folder is used up, or its disk is full. */
        QUOTA,
        /** The uploads of the token are as many as it may have. */
        TOO_MANY_UPLOADS,
        /** The uploads of the token would have more bytes than they may have. */
        UPLOAD_QUOTA,
        /** There is no such import. */
        UNKNOWN_IMPORT,
        /** There is no such upload, or it has expired. */
        UNKNOWN_UPLOAD,
        /** The archive ended before its announced length. */
        INCOMPLETE,
        /** The upload has another offset. */
        OFFSET,
        /** There is more data than the upload's length, or the quota can never hold it. */
        TOO_LARGE,
        /** The data differs from its checksum, and was discarded. */
        CHECKSUM,
        /** Another request writes to the upload. */
        LOCKED,
        /** The path is not in a folder that the operator allows. */
        NOT_ALLOWED,
        /** Something with this name exists. */
        EXISTS,
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

    /** There is no export with this id. */
    static JobException unknownExport(String id) {
        return new JobException(Reason.UNKNOWN, "there is no export " + id);
    }
}
