package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;

/** A project that has an id, but cannot be used; the message has no path of this machine. */
public final class ProjectException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The reason. */
    public enum Reason {
        /** Its folder does not exist, for example because its disk is not mounted. */
        GONE,
        /** Its folder is in none of the folders that the operator allows, or has to do with the data folder. */
        NOT_ALLOWED,
        /** It could not be looked up. */
        LOOKUP_FAILED
    }

    private final Reason reason;

    ProjectException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    ProjectException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
