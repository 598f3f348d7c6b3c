package org.projectexporter.cli;

import java.util.OptionalDouble;

import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressEvent.Phase;
import org.projectexporter.ProgressEvent.Type;

/** Progress events for tests. */
final class Events {
    private Events() {}

    static ProgressEvent writing(double progress, String current) {
        long total = 4_160_000_000L;
        return new ProgressEvent(
                Type.EXPORT_PROGRESS,
                7,
                Phase.WRITING,
                progress,
                12,
                28_000,
                (long) (total * progress),
                total,
                current,
                1.25e9,
                OptionalDouble.of(95.2),
                "writing " + current);
    }

    static ProgressEvent planning(long files, long bytes, String current) {
        return new ProgressEvent(
                Type.EXPORT_PROGRESS,
                1,
                Phase.PLANNING,
                0,
                0,
                files,
                0,
                bytes,
                current,
                0,
                OptionalDouble.empty(),
                "planning");
    }

    static ProgressEvent complete() {
        return new ProgressEvent(
                Type.EXPORT_COMPLETE, 9, Phase.FINISHED, 1, 2, 2, 30, 30, "", 10, OptionalDouble.empty(), "done");
    }
}
