package org.projectexporter.sidecar.internal.jobs;

import java.util.OptionalDouble;

import org.projectexporter.ProgressEvent;
import org.projectexporter.sidecar.internal.jobs.JobView.Progress;

/** Makes {@link Progress}. */
final class Progresses {
    /** Of an export that has not run. */
    static final Progress WAITING =
            new Progress("planning", 0, 0, 0, 0, 0, "", 0, OptionalDouble.empty(), "waits for its turn");

    /** Of an archive that is to be verified. */
    static final Progress VERIFYING =
            new Progress("verifying", 0, 0, 0, 0, 0, "", 0, OptionalDouble.empty(), "waits to be verified");

    private Progresses() {}

    /** What an export told, with a message that may be shown; not less than {@code least}. */
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

    /** Nothing moves any more; what was done stands. */
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

    /** All is done. */
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
