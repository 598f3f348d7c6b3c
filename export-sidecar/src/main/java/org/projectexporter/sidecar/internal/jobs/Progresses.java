package org.projectexporter.sidecar.internal.jobs;

import java.util.OptionalDouble;

import org.projectexporter.ProgressEvent;
import org.projectexporter.sidecar.internal.jobs.JobView.Progress;

/** Creates {@link Progress}. */
final class Progresses {
    /** The progress of an export that has not run. */
    static final Progress WAITING =
            new Progress("planning", 0, 0, 0, 0, 0, "", 0, OptionalDouble.empty(), "waiting for its turn");

    /** The progress of an archive to be verified. */
    static final Progress VERIFYING =
            new Progress("verifying", 0, 0, 0, 0, 0, "", 0, OptionalDouble.empty(), "waiting to be verified");

    private Progresses() {}

    /** The reported progress, with a message without private paths; not less than {@code least}. */
    static Progress of(ProgressEvent event, String message, double least) {
        return new Progress(
                event.phase().jsonName(),
                Math.max(event.progress(), least),
                event.filesDone(),
                event.filesTotal(),
                event.bytesDone(),
                event.bytesTotal(),
                event.current(),
                event.bytesPerSecond(),
                event.remainingSeconds(),
                message);
    }

    /** The progress of an export that has stopped. */
    static Progress still(Progress before, String message) {
        return new Progress(
                before.phase(),
                before.fraction(),
                before.filesDone(),
                before.filesTotal(),
                before.bytesDone(),
                before.bytesTotal(),
                "",
                0,
                OptionalDouble.empty(),
                message);
    }

    /** Everything is done. */
    static Progress finished(JobView.Result result, String message) {
        return new Progress(
                "finished",
                1,
                result.files(),
                result.files(),
                result.bytes(),
                result.bytes(),
                "",
                0,
                OptionalDouble.empty(),
                message);
    }
}
