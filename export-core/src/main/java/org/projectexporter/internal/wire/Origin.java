package org.projectexporter.internal.wire;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * Where bytes come from, for the messages of exceptions.
 *
 * @param name what it is, for example {@code the plan /media/.film.zip.export/plan}
 * @param remedy what to do if it is damaged, as a request
 */
public record Origin(String name, String remedy) {
    /** A file that is read by the process that wrote it. */
    public static Origin temporary(Path file) {
        return new Origin("the temporary file " + file, "start over, and have the disk checked if this happens again");
    }

    /**
     * The exception for damage.
     *
     * @param found what is wrong with it, for example {@code it ends early}
     */
    public CorruptFileException corrupt(String found, @Nullable Throwable cause) {
        return new CorruptFileException(name + " is damaged (" + found + "); " + remedy, cause);
    }
}
