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
        return ProgressEvent.builder(Type.EXPORT_PROGRESS, Phase.WRITING)
                .sequence(7)
                .progress(progress)
                .filesDone(12)
                .filesTotal(28_000)
                .bytesDone((long) (total * progress))
                .bytesTotal(total)
                .current(current)
                .bytesPerSecond(1.25e9)
                .remainingSeconds(OptionalDouble.of(95.2))
                .message("writing " + current)
                .build();
    }

    static ProgressEvent planning(long files, long bytes, String current) {
        return ProgressEvent.builder(Type.EXPORT_PROGRESS, Phase.PLANNING)
                .sequence(1)
                .progress(0)
                .filesDone(0)
                .filesTotal(files)
                .bytesDone(0)
                .bytesTotal(bytes)
                .current(current)
                .bytesPerSecond(0)
                .message("planning")
                .build();
    }

    static ProgressEvent complete() {
        return ProgressEvent.builder(Type.EXPORT_COMPLETE, Phase.FINISHED)
                .sequence(9)
                .progress(1)
                .filesDone(2)
                .filesTotal(2)
                .bytesDone(30)
                .bytesTotal(30)
                .bytesPerSecond(10)
                .message("done")
                .build();
    }
}
