package org.projectexporter.sidecar.internal.jobs;

import java.util.Locale;

/** States of an import. */
public enum ImportState {
    /** Its archive arrives with the request that started it. */
    RECEIVING,
    /** It waits for its turn. */
    QUEUED,
    /** The archive is examined and unpacked. */
    RUNNING,
    /** The project exists, or, for a preview, has been examined. */
    COMPLETED,
    /** Nothing was imported. */
    FAILED,
    /** It was cancelled; nothing was imported. */
    CANCELLED;

    /** Whether nothing follows. */
    public boolean isFinal() {
        return compareTo(COMPLETED) >= 0;
    }

    /** The name in JSON, for example {@code queued}. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    JobEvent.Type event() {
        return switch (this) {
            case RECEIVING, QUEUED, RUNNING -> JobEvent.Type.IMPORT_PROGRESS;
            case COMPLETED -> JobEvent.Type.IMPORT_COMPLETE;
            case FAILED, CANCELLED -> JobEvent.Type.IMPORT_ERROR;
        };
    }
}
