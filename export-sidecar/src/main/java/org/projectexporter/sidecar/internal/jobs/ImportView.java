package org.projectexporter.sidecar.internal.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.projectexporter.ImportNote;
import org.projectexporter.ImportResult;

/**
 * The state of an import at one moment; immutable.
 *
 * @param id a random UUID, lower case
 * @param order what was requested
 * @param state its state
 * @param createdAt when it was requested
 * @param startedAt when it first ran; empty if it has not run yet
 * @param finishedAt when it reached a final state; empty before that
 * @param expiresAt when it is forgotten; empty while it is not final
 * @param progress its progress; bytes are those of the archive
 * @param projectId the actual project id; empty until the project exists. For a preview the id that it would get; empty
 *     if the name is taken and {@code on_conflict} is {@code fail}
 * @param result its result; present if it is completed
 * @param error why it failed; present if it did
 */
public record ImportView(
        String id,
        ImportOrder order,
        ImportState state,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<Instant> expiresAt,
        JobView.Progress progress,
        Optional<String> projectId,
        Optional<Result> result,
        Optional<Failure> error)
        implements JobSnapshot {

    /**
     * The result.
     *
     * @param format of the archive
     * @param files regular files of the project
     * @param bytes their bytes
     * @param commits commits of the history; empty if they could not be counted
     * @param lfsObjects objects of Git LFS
     * @param nameTaken whether a project of the requested name existed
     * @param notes what differs from the archive: what was renamed, replaced, left out or cleaned
     * @param relinked documents whose references were changed, or have to be; their targets are relative to the
     *     workspace
     */
    public record Result(
            String format,
            long files,
            long bytes,
            OptionalLong commits,
            long lfsObjects,
            boolean nameTaken,
            List<Note> notes,
            List<ImportResult.Relinked> relinked) {
        public Result {
            notes = List.copyOf(notes);
            relinked = List.copyOf(relinked);
        }
    }

    /**
     * A path that was imported differently, or not at all.
     *
     * @param what one human-readable phrase, without a path of this machine
     */
    public record Note(ImportNote.Kind kind, String path, String what) {}

    /**
     * The reason for a failure.
     *
     * @param code a machine-readable code, for example {@code refused_archive}
     * @param message one human-readable line, without a path of this machine
     */
    public record Failure(String code, String message) {
        private static final String INTERRUPTED = "interrupted";

        /** Its archive has not arrived completely. */
        static Failure interruption(String message) {
            return new Failure(INTERRUPTED, message);
        }

        boolean isInterruption() {
            return code.equals(INTERRUPTED);
        }
    }
}
