package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/** Builds an {@link ImportView}, or the changes for the next one. */
final class ImportViewBuilder {
    private final String id;
    private final Instant createdAt;
    private ImportOrder order;
    private ImportState state = ImportState.QUEUED;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable Instant expiresAt;
    private JobView.Progress progress = Progresses.IMPORT_WAITING;
    private @Nullable String projectId;
    private ImportView.@Nullable Result result;
    private ImportView.@Nullable Failure error;

    ImportViewBuilder(String id, ImportOrder order, Instant createdAt) {
        this.id = id;
        this.order = order;
        this.createdAt = createdAt;
    }

    static ImportViewBuilder of(ImportView view) {
        return new ImportViewBuilder(view.id(), view.order(), view.createdAt())
                .state(view.state())
                .startedAt(view.startedAt().orElse(null))
                .ended(view.finishedAt().orElse(null), view.expiresAt().orElse(null))
                .progress(view.progress())
                .projectId(view.projectId().orElse(null))
                .result(view.result().orElse(null))
                .error(view.error().orElse(null));
    }

    ImportViewBuilder order(ImportOrder value) {
        order = value;
        return this;
    }

    ImportViewBuilder state(ImportState value) {
        state = value;
        return this;
    }

    ImportViewBuilder startedAt(@Nullable Instant value) {
        startedAt = value;
        return this;
    }

    ImportViewBuilder ended(@Nullable Instant at, @Nullable Instant expires) {
        finishedAt = at;
        expiresAt = expires;
        return this;
    }

    ImportViewBuilder progress(JobView.Progress value) {
        progress = value;
        return this;
    }

    ImportViewBuilder projectId(@Nullable String value) {
        projectId = value;
        return this;
    }

    ImportViewBuilder result(ImportView.@Nullable Result value) {
        result = value;
        return this;
    }

    ImportViewBuilder error(ImportView.@Nullable Failure value) {
        error = value;
        return this;
    }

    ImportView build() {
        return new ImportView(
                id,
                order,
                state,
                createdAt,
                Optional.ofNullable(startedAt),
                Optional.ofNullable(finishedAt),
                Optional.ofNullable(expiresAt),
                progress,
                Optional.ofNullable(projectId),
                Optional.ofNullable(result),
                Optional.ofNullable(error));
    }
}
