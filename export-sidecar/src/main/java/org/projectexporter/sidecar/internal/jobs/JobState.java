package org.projectexporter.sidecar.internal.jobs;

import java.util.Locale;

/** What an export is at. */
public enum JobState {
    QUEUED,
    RUNNING,
    PAUSED,
    VERIFYING,
    COMPLETED,
    COMPLETED_WITH_WARNINGS,
    FAILED,
    CANCELLED;

    /** As in JSON: {@code completed_with_warnings}. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is an archive to download. */
    public boolean isCompleted() {
        return this == COMPLETED || this == COMPLETED_WITH_WARNINGS;
    }

    /** Whether nothing more will happen by itself, so that events end; a failed export may still be resumed by hand. */
    public boolean isFinal() {
        return isCompleted() || this == FAILED || this == CANCELLED;
    }
}
