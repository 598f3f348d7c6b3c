package org.projectexporter.sidecar.internal.jobs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of an import at one moment; immutable.
 *
 * @param id a random UUID, lower case
 * @param name the requested project id
 * @param projectId the actual project id; empty until the project exists
 * @param result its result; present if it is completed
 * @param error why it failed; present if it did
 */
public record ImportView(
        String id, String name, Optional<String> projectId, Optional<Result> result, Optional<Failure> error) {

    /** The state in JSON. */
    public String state() {
        if (error.isPresent()) {
            return "failed";
        }
        return result.isPresent() ? "completed" : "running";
    }

    /**
     * The result.
     *
     * @param notes one human-readable line each
     */
    public record Result(long files, long bytes, OptionalLong commits, long lfsObjects, List<String> notes) {
        public Result {
            notes = List.copyOf(notes);
        }
    }

    /**
     * The reason for a failure.
     *
     * @param code a machine-readable code, for example {@code refused_archive}
     * @param message one human-readable line, without a path of this machine
     */
    public record Failure(String code, String message) {}

    static ImportView running(String id, String name) {
        return new ImportView(id, name, Optional.empty(), Optional.empty(), Optional.empty());
    }

    ImportView completed(String project, Result made) {
        return new ImportView(id, name, Optional.of(project), Optional.of(made), Optional.empty());
    }

    ImportView failed(String code, String message) {
        return new ImportView(id, name, Optional.empty(), Optional.empty(), Optional.of(new Failure(code, message)));
    }
}
