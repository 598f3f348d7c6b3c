package org.projectexporter.sidecar.internal.jobs;

import java.util.OptionalDouble;

import org.projectexporter.ProgressEvent;
import org.projectexporter.sidecar.internal.jobs.JobView.Progress;

/** Creates {@link Progress}. */
final class Progresses {
    /** The progress of an export that has not run. */
    static final Progress WAITING =
            new Progress("planning", 0, 0, 0, 0, 0, "", 0, OptionalDouble.empty(), "waiting for its turn");

    /** The progress of an import that has not run. */
    static final Progress IMPORT_WAITING =
            new Progress("checking", 0, 0, 0, 0, 0, "", 0, OptionalDouble.empty(), "waiting for its turn");

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

    /** The progress of an import that has just been read from the disk. */
    static Progress ofImport(ImportView view) {
        long files = view.result().map(ImportView.Result::files).orElse(0L);
        String message = view.error().map(ImportView.Failure::message).orElse(IMPORT_WAITING.message());
        return view.state() == ImportState.COMPLETED
                ? importFinished(view.progress(), files, view.order().preview())
                : still(IMPORT_WAITING, message);
    }

    /** The progress of an import that is complete. */
    static Progress importFinished(Progress before, long files, boolean preview) {
        long bytes = before.bytesTotal();
        String message = preview ? "examined" : "imported";
        return new Progress("finished", 1, files, files, bytes, bytes, "", 0, OptionalDouble.empty(), message);
    }

    /** The progress of an archive that arrives; {@code total} is 0 if it is unknown. */
    static Progress received(long bytes, long total) {
        return new Progress("receiving", 0, 0, 0, bytes, total, "", 0, OptionalDouble.empty(), "receiving the archive");
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
