package org.projectexporter.sidecar.internal.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.projectexporter.sidecar.StorageLimits;

/**
 * What a data folder holds, and what the next run would remove; immutable.
 *
 * @param usedBytes what counts against the quota, with reservations
 * @param quotaBytes the quota; {@link Long#MAX_VALUE} for none
 * @param freeBytes the free space of the disk
 * @param uploadBytes bytes of uploads
 * @param damagedBytes bytes of what was moved aside, and is never removed
 * @param limits what may be kept
 * @param projects totals, by project id
 * @param removable what the next run would remove, and why
 * @param lastRun the last run; empty if there was none
 */
public record StorageReport(
        long usedBytes,
        long quotaBytes,
        long freeBytes,
        long uploadBytes,
        long damagedBytes,
        StorageLimits limits,
        List<ProjectTotal> projects,
        List<Removal> removable,
        Optional<StorageRun> lastRun) {
    public StorageReport {
        projects = List.copyOf(projects);
        removable = List.copyOf(removable);
    }

    /**
     * What is kept of a project.
     *
     * @param exports all exports that are remembered
     * @param archives those of them that have an archive
     * @param bytes all their files
     */
    public record ProjectTotal(String projectId, int exports, int archives, long bytes) {}

    /**
     * One run.
     *
     * @param removed what was removed
     * @param failed what could not be removed; the log has the reasons
     */
    public record StorageRun(Instant at, List<Removal> removed, List<Removal> failed) {
        public StorageRun {
            removed = List.copyOf(removed);
            failed = List.copyOf(failed);
        }
    }
}
