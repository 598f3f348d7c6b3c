package org.projectexporter.sidecar.internal.jobs;

import java.util.Locale;

/** The states of an export. */
public enum JobState {
    QUEUED,
    RUNNING,
    PAUSED,
    VERIFYING,
    COMPLETED,
    COMPLETED_WITH_WARNINGS,
    FAILED,
    CANCELLED;

    /** The name in JSON, for example {@code completed_with_warnings}. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is an archive to download. */
    public boolean isCompleted() {
        return this == COMPLETED || this == COMPLETED_WITH_WARNINGS;
    }

    /** Whether the state no longer changes on its own, so that events end; a failed export may still be resumed. */
    public boolean isFinal() {
        return isCompleted() || this == FAILED || this == CANCELLED;
    }
}
