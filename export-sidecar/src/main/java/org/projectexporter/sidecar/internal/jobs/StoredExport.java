package org.projectexporter.sidecar.internal.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * A final export as a storage job sees it; immutable.
 *
 * @param bytes all its files
 * @param freeableBytes those that its removal frees: files with another name elsewhere do not count
 * @param archive whether it has an archive
 * @param held whether the archive is being downloaded, imported or handed over
 */
record StoredExport(
        String id,
        String projectId,
        Instant finishedAt,
        Optional<Instant> expiresAt,
        long bytes,
        long freeableBytes,
        boolean archive,
        boolean held) {}
