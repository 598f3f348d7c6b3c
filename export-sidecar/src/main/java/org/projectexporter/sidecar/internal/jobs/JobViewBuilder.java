package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

import org.projectexporter.ExportOptions;

/** Builds a {@link JobView}, or the changes for the next one. */
final class JobViewBuilder extends SnapshotBuilder<JobViewBuilder> {
    private JobView.Project project;
    private ExportOptions options;
    private Priority priority = Priority.NORMAL;
    private JobState state = JobState.QUEUED;
    private @Nullable Instant keepUntil;
    private JobView.@Nullable Result result;
    private JobView.@Nullable Failure failure;
    private JobView.@Nullable Verification verification;

    JobViewBuilder(String id, JobView.Project project, ExportOptions options, Instant createdAt) {
        super(id, createdAt, Progresses.WAITING);
        this.project = project;
        this.options = options;
    }

    @Override
    JobViewBuilder self() {
        return this;
    }

    static JobViewBuilder of(JobView view) {
        return new JobViewBuilder(view.id(), view.project(), view.options(), view.createdAt())
                .priority(view.priority())
                .state(view.state())
                .like(view)
                .keepUntil(view.keepUntil().orElse(null))
                .result(view.result().orElse(null))
                .failure(view.failure().orElse(null))
                .verification(view.verification().orElse(null));
    }

    JobViewBuilder project(JobView.Project value) {
        project = value;
        return this;
    }

    JobViewBuilder options(ExportOptions value) {
        options = value;
        return this;
    }

    JobViewBuilder priority(Priority value) {
        priority = value;
        return this;
    }

    JobViewBuilder state(JobState value) {
        state = value;
        return this;
    }

    JobViewBuilder keepUntil(@Nullable Instant value) {
        keepUntil = value;
        return this;
    }

    JobViewBuilder result(JobView.@Nullable Result value) {
        result = value;
        return this;
    }

    JobViewBuilder failure(JobView.@Nullable Failure value) {
        failure = value;
        return this;
    }

    JobViewBuilder verification(JobView.@Nullable Verification value) {
        verification = value;
        return this;
    }

    JobView build() {
        return new JobView(
                id(),
                project,
                state,
                options,
                priority,
                createdAt(),
                startedAt(),
                finishedAt(),
                expiresAt(),
                Optional.ofNullable(keepUntil),
                progress(),
                Optional.ofNullable(result),
                Optional.ofNullable(failure),
                Optional.ofNullable(verification));
    }
}
