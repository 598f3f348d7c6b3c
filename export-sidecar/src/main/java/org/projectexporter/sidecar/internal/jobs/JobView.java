package org.projectexporter.sidecar.internal.jobs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOutline.ClassTotal;

/**
 * The state of an export at one moment; immutable.
 *
 * @param id the export's id: a random UUID, lower case
 * @param project the project
 * @param state its state
 * @param options the options requested
 * @param priority its priority among queued exports
 * @param createdAt when it was requested
 * @param startedAt when it first ran; empty if it has not run yet
 * @param finishedAt when it reached a final state; empty before that
 * @param expiresAt when it is removed; empty while it is not final
 * @param keepUntil until when it is kept on request, if its retention time ends before; empty if nobody asked for it
 * @param progress its progress
 * @param result its result; present if there is an archive
 * @param failure why it failed; present if it did
 * @param verification the result of the last verification; empty if there was none
 */
public record JobView(
        String id,
        Project project,
        JobState state,
        ExportOptions options,
        Priority priority,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<Instant> expiresAt,
        Optional<Instant> keepUntil,
        Progress progress,
        Optional<Result> result,
        Optional<Failure> failure,
        Optional<Verification> verification)
        implements JobSnapshot {

    /** The project's id in requests. */
    public String projectId() {
        return project.id();
    }

    /**
     * The project of an export, as it was when the export began.
     *
     * @param id its id in requests
     * @param name the name of its archive, without a suffix, and of the folder in it
     * @param folderMark the {@linkplain FoundProject#folderMark mark} of its folder; empty if the first version of this
     *     program stored the export
     */
    public record Project(String id, String name, String folderMark) {
        static Project of(FoundProject found) {
            return new Project(found.id(), found.name(), found.folderMark());
        }
    }

    /**
     * The progress of an export.
     *
     * @param phase {@code planning}, {@code writing}, {@code verifying} or {@code finished}
     * @param fraction from 0 to 1; never decreases
     * @param current path of the current file in the archive; empty if none
     * @param remainingSeconds an estimate; empty if there is none
     * @param message one human-readable line, without a path of this machine
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
     * The result of an export.
     *
     * @param volumes the files of the archive, in their order; one if it was not split
     * @param manifest the manifest next to it
     * @param report the page about it, likewise; empty if none was requested
     * @param archiveBytes total size of the volumes
     * @param files regular files in it
     * @param bytes their total size
     * @param commits commits of the history; empty if they could not be counted
     * @param leftOutFiles files that options and defaults have left out
     * @param lfsMediaOnceSaves about how many bytes smaller the archive would be with media of Git LFS once; 0 if it
     *     would hardly be smaller
     * @param classes the files by class; empty if an earlier version of this program stored the export
     * @param warnings what is missing or changed: one human-readable line each, without a path of this machine
     * @param notes what else is worth knowing, likewise
     * @param incomplete whether something unexpected is missing or changed
     */
    public record Result(
            List<Volume> volumes,
            Path manifest,
            Optional<Path> report,
            long archiveBytes,
            long files,
            long bytes,
            OptionalLong commits,
            long leftOutFiles,
            long lfsMediaOnceSaves,
            List<ClassTotal> classes,
            List<String> warnings,
            List<String> notes,
            boolean incomplete) {
        public Result {
            volumes = List.copyOf(volumes);
            classes = List.copyOf(classes);
            warnings = List.copyOf(warnings);
            notes = List.copyOf(notes);
        }
    }

    /**
     * A file of an archive.
     *
     * @param file its path
     * @param name its name for the recipient: {@code film.zip}, {@code film.zip.001}
     * @param sha256 lower-case hexadecimal
     */
    public record Volume(Path file, String name, long bytes, String sha256) {}

    /**
     * Why an export failed.
     *
     * @param code a machine-readable code: {@code out_of_space}, {@code project_gone}, {@code source}, {@code
     *     verification_failed}, {@code internal}, …
     * @param message one human-readable line, without a path of this machine
     * @param resumable whether it can be resumed
     */
    public record Failure(String code, String message, boolean resumable) {}

    /**
     * The result of a verification.
     *
     * @param at when it ended
     * @param problems one line each; none if the archive is unchanged since it was made
     */
    public record Verification(Instant at, List<String> problems) {
        public Verification {
            problems = List.copyOf(problems);
        }
    }
}
