package org.projectexporter.internal.exporting.journal;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;

/** What a work folder holds is not what was written there: nothing can be made of it any more. */
public final class Damage {
    private Damage() {}

    /** Of a whole file. */
    public static ExportException of(Path file) {
        return because(file + " is not what the journal of this export knows", null);
    }

    /** Of a file that says what cannot be. */
    public static ExportException of(Path file, Exception cause) {
        return because(file + " says nothing sensible", cause);
    }

    /** Of a part of a file. */
    public static ExportException of(Path file, long from, long to) {
        return because(
                "the bytes " + from + " to " + to + " of " + file + " are not those that were written there", null);
    }

    private static ExportException because(String what, @Nullable Exception cause) {
        return new ExportException(
                Reason.NOT_RESUMABLE, what + ": the export cannot be resumed; discard it, and start it again", cause);
    }
}
