package org.projectexporter.sidecar.internal.jobs;

import java.util.Locale;

/** The states of an export. */
public enum JobState {
    QUEUED,
    RUNNING,
    PAUSED,
    /** The project is gone, as when its disk is not mounted; the export resumes when it is back. */
    WAITING_FOR_PROJECT,
    VERIFYING,
    COMPLETED,
    COMPLETED_WITH_WARNINGS,
    FAILED,
    CANCELLED;

    /** Whether it is stopped at a checkpoint, and resumes on request. */
    public boolean isStopped() {
        return this == PAUSED || this == WAITING_FOR_PROJECT;
    }

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
