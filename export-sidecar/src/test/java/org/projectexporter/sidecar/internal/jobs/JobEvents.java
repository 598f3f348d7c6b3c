package org.projectexporter.sidecar.internal.jobs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.projectexporter.ExportOptions;

/** Events of an export that nobody runs. */
public final class JobEvents {
    private static final Instant THEN = Instant.parse("2026-01-15T10:00:00Z");

    private JobEvents() {}

    public static JobEvent progress(long number) {
        return new JobEvent(number, JobEvent.Type.EXPORT_PROGRESS, view(JobState.RUNNING, Optional.empty()));
    }

    public static JobEvent complete(long number) {
        return new JobEvent(number, JobEvent.Type.EXPORT_COMPLETE, view(JobState.COMPLETED, Optional.empty()));
    }

    public static JobEvent error(long number) {
        JobView.Failure failure = new JobView.Failure("out_of_space", "no space is left", true);
        return new JobEvent(number, JobEvent.Type.EXPORT_ERROR, view(JobState.FAILED, Optional.of(failure)));
    }

    /** Adds an event as the export's job does. */
    public static void append(EventLog log, JobEvent event) {
        log.append(event);
    }

    private static JobView.Result result() {
        JobView.Volume volume = new JobView.Volume(Path.of("film.zip"), "film.zip", 20, "00".repeat(32));
        return new JobView.Result(
                List.of(volume),
                Path.of("film.json"),
                Optional.empty(),
                20,
                3,
                20,
                OptionalLong.of(4),
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    private static JobView view(JobState state, Optional<JobView.Failure> failure) {
        return new JobView(
                "0d5b6a52-7a3c-4e0e-9d57-0d1f3f3c8b11",
                new JobView.Project("film", "film", ""),
                state,
                ExportOptions.defaults(),
                Priority.NORMAL,
                THEN,
                Optional.of(THEN),
                state.isFinal() ? Optional.of(THEN) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new JobView.Progress(
                        "writing", 0.5, 1, 2, 10, 20, "film/a.mov", 5, OptionalDouble.of(2), "writing a.mov"),
                state == JobState.COMPLETED ? Optional.of(result()) : Optional.empty(),
                failure,
                Optional.empty());
    }
}
