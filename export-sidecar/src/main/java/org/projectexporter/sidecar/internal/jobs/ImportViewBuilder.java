package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/** Builds an {@link ImportView}, or the changes for the next one. */
final class ImportViewBuilder extends SnapshotBuilder<ImportViewBuilder> {
    private ImportOrder order;
    private ImportState state = ImportState.QUEUED;
    private @Nullable String projectId;
    private ImportView.@Nullable Result result;
    private ImportView.@Nullable Failure error;

    ImportViewBuilder(String id, ImportOrder order, Instant createdAt) {
        super(id, createdAt, Progresses.IMPORT_WAITING);
        this.order = order;
    }

    @Override
    ImportViewBuilder self() {
        return this;
    }

    static ImportViewBuilder of(ImportView view) {
        return new ImportViewBuilder(view.id(), view.order(), view.createdAt())
                .state(view.state())
                .like(view)
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
                id(),
                order,
                state,
                createdAt(),
                startedAt(),
                finishedAt(),
                expiresAt(),
                progress(),
                Optional.ofNullable(projectId),
                Optional.ofNullable(result),
                Optional.ofNullable(error));
    }
}
