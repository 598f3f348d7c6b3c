package org.projectexporter.sidecar.internal.jobs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.projectexporter.ExportOptions;

/**
 * What is known of an export at one moment; immutable.
 *
 * @param id the export's id: a random UUID, lower case
 * @param projectId name of the project's folder in the workspace
 * @param state what it is at
 * @param options what it was asked for
 * @param createdAt when it was asked for
 * @param startedAt when it first ran; empty if it has not yet
 * @param finishedAt when it came to a final state; empty if it has not yet
 * @param expiresAt when it is removed; empty while it is not final
 * @param progress how far it is
 * @param result what it has made; present where there is an archive
 * @param failure why it failed; present where it did
 * @param verification what the last verification has found; empty if there was none
 */
public record JobView(
        String id,
        String projectId,
        JobState state,
        ExportOptions options,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<Instant> expiresAt,
        Progress progress,
        Optional<Result> result,
        Optional<Failure> failure,
        Optional<Verification> verification) {

    /**
     * How far an export is.
     *
     * @param phase {@code planning}, {@code writing}, {@code verifying} or {@code finished}
     * @param fraction from 0 to 1; never goes back
     * @param current path of the file at hand, as in the archive; empty if none
     * @param remainingSeconds estimate; empty where there is none
     * @param message one line for people, without a path of this machine
     */
    public record Progress(
            String phase,
            double fraction,
            long filesDone,
            long filesTotal,
            long bytesDone,
            long bytesTotal,
            String current,
            double bytesPerSecond,
            OptionalDouble remainingSeconds,
            String message) {}

    /**
     * What an export has made.
     *
     * @param volumes the files of the archive, in their order; one if it was not split
     * @param manifest the manifest beside it
     * @param archiveBytes sizes of the volumes, added up
     * @param files regular files in it
     * @param bytes their bytes
     * @param commits commits of the history; empty where they could not be counted
     * @param leftOutFiles files that options and defaults have left out
     * @param warnings one line each, for people, without a path of this machine
     * @param incomplete whether something unexpected is missing or changed
     */
    public record Result(
            List<Volume> volumes,
            Path manifest,
            long archiveBytes,
            long files,
            long bytes,
            OptionalLong commits,
            long leftOutFiles,
            List<String> warnings,
            boolean incomplete) {
        public Result {
            volumes = List.copyOf(volumes);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * A file of an archive.
     *
     * @param file where it lies
     * @param name what a recipient calls it: {@code film.zip}, {@code film.zip.001}
     * @param sha256 lower-case hexadecimal
     */
    public record Volume(Path file, String name, long bytes, String sha256) {}

    /**
     * Why an export failed.
     *
     * @param code for programs: {@code out_of_space}, {@code project_gone}, {@code source}, {@code verification_failed}, {@code internal}, …
     * @param message one line for people, without a path of this machine
     * @param resumable whether it can go on from where it stopped
     */
    public record Failure(String code, String message, boolean resumable) {}

    /**
     * What a verification has found.
     *
     * @param at when it ended
     * @param problems one line each; none if the archive is as it was when it was made
     */
    public record Verification(Instant at, List<String> problems) {
        public Verification {
            problems = List.copyOf(problems);
        }
    }
}
