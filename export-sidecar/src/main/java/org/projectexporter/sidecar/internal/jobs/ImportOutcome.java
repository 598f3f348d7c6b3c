package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

/**
 * How an import has ended, unless it was cancelled; immutable.
 *
 * @param projectId the project that exists, or, of a preview, would exist
 * @param result present if it succeeded
 * @param failure present if it failed
 * @param done whether its uploads are of no more use: the project exists, or can never be created from them
 */
record ImportOutcome(
        @Nullable String projectId,
        ImportView.@Nullable Result result,
        ImportView.@Nullable Failure failure,
        boolean done) {
    static ImportOutcome created(String projectId, ImportView.Result result) {
        return new ImportOutcome(projectId, result, null, true);
    }

    static ImportOutcome examined(@Nullable String projectId, ImportView.Result result) {
        return new ImportOutcome(projectId, result, null, false);
    }

    static ImportOutcome failed(ImportView.Failure failure, boolean forever) {
        return new ImportOutcome(null, null, failure, forever);
    }
}
