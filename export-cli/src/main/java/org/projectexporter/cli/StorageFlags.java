package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.time.Duration;

import org.projectexporter.sidecar.StorageLimits;

/** How much the sidecar keeps, in addition to {@code --retention-hours}. */
final class StorageFlags {
    @Option(
            names = "--quota-mb",
            paramLabel = "N",
            description = "disk space for archives and uploads in the data folder, in MiB (default: no limit)")
    @Nullable
    Long quotaMb;

    @Option(
            names = "--retention-hours",
            paramLabel = "N",
            description = "how long to keep finished exports (default: 168, a week)")
    @Nullable
    Long retentionHours;

    @Option(
            names = "--keep-per-project",
            paramLabel = "N",
            description = "number of archives to keep for each project (default: all)")
    @Nullable
    Integer keepPerProject;

    @Option(
            names = "--keep-mb",
            paramLabel = "N",
            description = "size of all archives to keep, in MiB; the oldest are removed first (default: no limit)")
    @Nullable
    Long keepMb;

    @Option(
            names = "--keep-free-mb",
            paramLabel = "N",
            description = "free space to keep on the disk of the data folder, in MiB; the oldest archives are removed"
                    + " first (default: no limit)")
    @Nullable
    Long keepFreeMb;

    @Option(
            names = "--upload-hours",
            paramLabel = "N",
            description = "how long to keep an upload that is not continued (default: 24)")
    @Nullable
    Long uploadHours;

    @Option(
            names = "--uploads-per-token",
            paramLabel = "N",
            description = "number of uploads that a token without the scope admin may have at once (default: 1000)")
    @Nullable
    Integer uploadsPerToken;

    @Option(
            names = "--upload-mb-per-token",
            paramLabel = "N",
            description = "size of all uploads of a token without the scope admin, in MiB, with what is reserved for"
                    + " them (default: half of --quota-mb)")
    @Nullable
    Long uploadMbPerToken;

    @Option(
            names = "--orphan-hours",
            paramLabel = "N",
            description = "how old files in the data folder that belong to nothing must be before they are removed"
                    + " (default: 24)")
    @Nullable
    Long orphanHours;

    @Option(
            names = "--interrupted-hours",
            paramLabel = "N",
            description = "how long an export stays paused, or waits for its project, before it is cancelled"
                    + " (default: 720, 30 days)")
    @Nullable
    Long interruptedHours;

    @Option(
            names = "--longest-keep-hours",
            paramLabel = "N",
            description = "how long after its end an export can be kept at most, on request (default: 2160, 90 days)")
    @Nullable
    Long longestKeepHours;

    /** As limits of the library, which checks the values. */
    StorageLimits limits() {
        StorageLimits.Builder limits = StorageLimits.builder();
        if (quotaMb != null) {
            limits.quotaBytes(ServeFlags.bytesOfMiB("--quota-mb", quotaMb));
        }
        if (retentionHours != null) {
            limits.retention(Duration.ofHours(retentionHours));
        }
        if (keepPerProject != null) {
            limits.archivesPerProject(keepPerProject);
        }
        if (keepMb != null) {
            limits.archiveBytes(ServeFlags.bytesOfMiB("--keep-mb", keepMb));
        }
        if (keepFreeMb != null) {
            limits.freeBytes(ServeFlags.bytesOfMiB("--keep-free-mb", keepFreeMb));
        }
        if (uploadHours != null) {
            limits.uploads(Duration.ofHours(uploadHours));
        }
        if (uploadsPerToken != null) {
            limits.uploadsPerToken(uploadsPerToken);
        }
        if (uploadMbPerToken != null) {
            limits.uploadBytesPerToken(ServeFlags.bytesOfMiB("--upload-mb-per-token", uploadMbPerToken));
        }
        if (orphanHours != null) {
            limits.orphans(Duration.ofHours(orphanHours));
        }
        if (interruptedHours != null) {
            limits.interrupted(Duration.ofHours(interruptedHours));
        }
        if (longestKeepHours != null) {
            limits.longestKeep(Duration.ofHours(longestKeepHours));
        }
        return limits.build();
    }
}
