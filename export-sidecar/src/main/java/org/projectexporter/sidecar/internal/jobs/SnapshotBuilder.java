package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/**
 * What builds an export's or import's state at one moment.
 *
 * @param <B> the builder itself
 */
abstract class SnapshotBuilder<B extends SnapshotBuilder<B>> {
    private final String id;
    private final Instant createdAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable Instant expiresAt;
    private JobView.Progress progress;

    SnapshotBuilder(String id, Instant createdAt, JobView.Progress progress) {
        this.id = id;
        this.createdAt = createdAt;
        this.progress = progress;
    }

    abstract B self();

    /** Takes the times and the progress of another one. */
    B like(JobSnapshot other) {
        startedAt = other.startedAt().orElse(null);
        finishedAt = other.finishedAt().orElse(null);
        expiresAt = other.expiresAt().orElse(null);
        return progress(other.progress());
    }

    B startedAt(@Nullable Instant value) {
        startedAt = value;
        return self();
    }

    B finishedAt(@Nullable Instant value) {
        finishedAt = value;
        return self();
    }

    B expiresAt(@Nullable Instant value) {
        expiresAt = value;
        return self();
    }

    B progress(JobView.Progress value) {
        progress = value;
        return self();
    }

    String id() {
        return id;
    }

    Instant createdAt() {
        return createdAt;
    }

    Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    JobView.Progress progress() {
        return progress;
    }
}
