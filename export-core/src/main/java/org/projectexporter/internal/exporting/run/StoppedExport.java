package org.projectexporter.internal.exporting.run;

import java.io.IOException;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.internal.exporting.plan.UnreadableEntryException;
import org.projectexporter.internal.io.ErrorText;
import org.projectexporter.internal.io.SystemError;

/** Explains which side stopped an export, the project or the target, and what to do before it is resumed. */
final class StoppedExport {
    private final ExportContext context;

    StoppedExport(ExportContext context) {
        this.context = context;
    }

    /** The exception for an error of the project's or of the target's file system. */
    ExportStoppedException by(IOException e) {
        if (e instanceof UnreadableEntryException unreadable) {
            return ExportStoppedException.ofUnreadable(
                    unreadable.getMessage() + "; repair it, or wait until it is there again, then resume the export",
                    unreadable.isOptional() && !context.unreadable().areSkipped(),
                    unreadable);
        }
        if (SystemError.OUT_OF_SPACE.causes(e)) {
            return new ExportStoppedException(
                    Reason.OUT_OF_SPACE,
                    "no space is left for " + context.target().archive() + " (" + ErrorText.of(e)
                            + "); free up space, then resume the export",
                    e);
        }
        return new ExportStoppedException(
                Reason.IO_FAILURE,
                "the export to " + context.target().archive() + " was stopped by an I/O error (" + ErrorText.of(e)
                        + "); " + remedy(e) + ", then resume the export",
                e);
    }

    private static String remedy(IOException e) {
        return switch (SystemError.of(e).orElse(SystemError.OUT_OF_SPACE)) {
            case TOO_MANY_FILES -> "allow more open files (ulimit -n)";
            case OUT_OF_KERNEL_MEMORY -> "free up memory";
            case DEVICE_FAILED -> "check the disk";
            case STALE -> "mount the network folder again";
            case NAME_NOT_POSSIBLE, OUT_OF_SPACE -> "remove the cause";
        };
    }
}
