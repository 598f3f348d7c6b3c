package org.projectexporter.sidecar.internal.jobs;

import java.time.Instant;
import java.util.Optional;

/** What an event is about: an export or an import at one moment. */
public sealed interface JobSnapshot permits JobView, ImportView {
    /** A random UUID, lower case. */
    String id();

    /** When it was requested. */
    Instant createdAt();

    /** When it first ran; empty if it has not run yet. */
    Optional<Instant> startedAt();

    /** When it reached a final state; empty before that. */
    Optional<Instant> finishedAt();

    /** When it is removed; empty while it is not final. */
    Optional<Instant> expiresAt();

    /** Its progress. */
    JobView.Progress progress();
}
