package org.projectexporter.sidecar.internal.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.projectexporter.sidecar.StorageLimits;

/**
 * What a data folder holds, and what will be removed; immutable.
 *
 * @param totals what takes how much
 * @param limits what may be kept
 * @param projects totals, by project id
 * @param removable what the next run would remove, and why
 * @param scheduled what later runs will remove, the earliest first
 * @param lastRun the last run; empty if there was none
 */
public record StorageReport(
        Totals totals,
        StorageLimits limits,
        List<ProjectTotal> projects,
        List<Removal> removable,
        List<Scheduled> scheduled,
        Optional<StorageRun> lastRun) {
    public StorageReport {
        projects = List.copyOf(projects);
        removable = List.copyOf(removable);
        scheduled = List.copyOf(scheduled);
    }

    /**
     * Bytes.
     *
     * @param used what counts against the quota, with reservations
     * @param quota the quota; {@link Long#MAX_VALUE} for none
     * @param free the free space of the disk
     * @param disk the size of the disk
     * @param archives of exports that have an archive
     * @param interrupted of exports that are stopped, or ended without an archive
     * @param uploads of uploads
     * @param orphans of files that belong to nothing
     * @param damaged of what was moved aside, and is never removed
     */
    public record Totals(
            long used,
            long quota,
            long free,
            long disk,
            long archives,
            long interrupted,
            long uploads,
            long orphans,
            long damaged) {}

    /** A removal that is due at a later time, unless something happens before. */
    public record Scheduled(Removal removal, Instant at) {}

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
