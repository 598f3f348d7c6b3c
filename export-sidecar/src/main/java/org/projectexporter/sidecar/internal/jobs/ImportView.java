package org.projectexporter.sidecar.internal.jobs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of an import at one moment; immutable.
 *
 * @param id a random UUID, lower case
 * @param name the project's id that was asked for
 * @param projectId the one that it got; empty until it is there
 * @param result what was made; present where it is completed
 * @param error why there is none; present where it failed
 */
public record ImportView(
        String id, String name, Optional<String> projectId, Optional<Result> result, Optional<Failure> error) {

    /** As in JSON. */
    public String state() {
        if (error.isPresent()) {
            return "failed";
        }
        return result.isPresent() ? "completed" : "running";
    }

    /**
     * What was made.
     *
     * @param notes one line each, for people
     */
    public record Result(long files, long bytes, OptionalLong commits, long lfsObjects, List<String> notes) {
        public Result {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Why there is nothing.
     *
     * @param code for programs, as in {@code refused_archive}
     * @param message one line for people, without a path of this machine
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
