package org.projectexporter;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

import org.projectexporter.internal.io.Afterwards;
import org.projectexporter.internal.io.LackOfMemory;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.spi.files.MemoryException;

/** How operations that read an archive run, and what their failures look like. */
final class ArchiveReading {
    /** A verification. */
    interface VerifyTask {
        VerifyResult run(RunSettings settings, ProgressReporter progress) throws IOException;
    }

    private ArchiveReading() {}

    /** Runs a short task on the calling thread. */
    static <T> T read(Path archive, Afterwards.Task<T> task) throws IOException {
        try {
            return task.run();
        } catch (ClosedByInterruptException e) {
            throw new ExportCancelledException();
        } catch (OutOfMemoryError e) {
            throw LackOfMemory.explained("the manifest of " + archive + " and its text", e);
        }
    }

    /** Runs a verification on a thread of its own, and reports how it ended. */
    static VerifyResult verify(Path archive, RunSettings settings, VerifyTask task) throws IOException {
        return OperationThread.call("verify", settings, own -> verifyHere(archive, own, task));
    }

    private static VerifyResult verifyHere(Path archive, RunSettings settings, VerifyTask task) throws IOException {
        ProgressReporter progress = ProgressReporter.ofVerification(settings.listener(), System::nanoTime);
        try {
            VerifyResult result = task.run(settings, progress);
            if (result.ok()) {
                progress.finished("verified " + result.archive());
            } else if (result.problems().isEmpty()) {
                progress.failed(result.missing().get(0).toString());
            } else {
                progress.failed(result.problems().get(0).toString());
            }
            return result;
        } catch (OutOfMemoryError e) {
            MemoryException failure = LackOfMemory.explained("the entries of " + archive, e);
            progress.failed(String.valueOf(failure.getMessage()));
            throw failure;
        } catch (IOException e) {
            progress.failed(String.valueOf(e.getMessage()));
            throw e;
        }
    }
}
