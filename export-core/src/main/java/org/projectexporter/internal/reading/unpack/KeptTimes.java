package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ImportNote;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/**
 * Reports times that could not be set exactly: Java and file systems have their limits. Only unusual times are checked,
 * before 1970 and after 2038; every file system keeps those in between. Thread-safe.
 */
final class KeptTimes {
    private static final Instant COMMON_FROM = Instant.EPOCH;
    private static final Instant COMMON_UNTIL = Instant.ofEpochSecond(Integer.MAX_VALUE);
    private static final int MOST_NOTES = 100;

    private final List<ImportNote> notes = new ArrayList<>();
    private long more;

    /** Checks a file whose time has just been set. */
    void check(RawPath path, Path file, Instant wanted) throws IOException {
        if (!wanted.isBefore(COMMON_FROM) && !wanted.isAfter(COMMON_UNTIL)) {
            return;
        }
        Instant found = FileStat.read(file).mtime();
        if (!micros(found).equals(micros(wanted)) || (found.isBefore(COMMON_FROM) && !found.equals(wanted))) {
            note(path, "its time, " + wanted + ", cannot be set here; it is now " + found);
        }
    }

    /** Rounds to microseconds: after 2262 Java reads no more than that. */
    private static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private synchronized void note(RawPath path, String what) {
        if (notes.size() < MOST_NOTES) {
            notes.add(new ImportNote(ImportNote.Kind.NOTE, path.toString(), what));
        } else {
            more++;
        }
    }

    /** What was found, up to a limit. */
    synchronized List<ImportNote> notes(RawPath project) {
        List<ImportNote> all = new ArrayList<>(notes);
        if (more > 0) {
            all.add(new ImportNote(
                    ImportNote.Kind.NOTE,
                    project.toString(),
                    "the times of " + more + " more entries cannot be set here"));
        }
        return all;
    }
}
