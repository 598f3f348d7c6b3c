package org.projectexporter.internal.exporting.journal;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

import org.projectexporter.ExportException;
import org.projectexporter.internal.wire.CorruptFileException;

/** A file of a work folder differs from what was written there, so the export cannot be resumed. */
public final class Damage {
    private Damage() {}

    /** Damage of an entire file. */
    public static ExportException of(Path file) {
        return because(file + " does not match the journal of this export", null);
    }

    /** Damage of a file with impossible values. */
    public static ExportException of(Path file, Exception cause) {
        return because(file + " holds values that cannot be", cause);
    }

    /** Damage of a part of a file. */
    public static ExportException of(Path file, long from, long to) {
        return because(
                "the bytes " + from + " to " + to + " of " + file + " are not those that were written there", null);
    }

    private static ExportException because(String what, @Nullable Exception cause) {
        return new CorruptFileException(what + ": the export cannot be resumed; discard it and start over", cause);
    }
}
