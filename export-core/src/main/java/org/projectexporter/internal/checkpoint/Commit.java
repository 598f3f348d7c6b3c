package org.projectexporter.internal.checkpoint;

import java.util.List;
import java.util.OptionalLong;

import org.projectexporter.spi.RawPath;

/**
 * The archive is whole: from here on an export only gives names.
 *
 * @param parts files of the work folder and the names they get, in this order
 * @param volumes number of files that hold the archive
 * @param archiveBytes size of the archive
 * @param contentBytes bytes of the files in it
 * @param files number of files in it
 * @param commits commits in it; empty if unknown
 * @param leftOut files that patterns left out
 * @param warnings lines for people
 * @param incomplete whether something unexpected is missing
 */
public record Commit(
        List<Part> parts,
        int volumes,
        long archiveBytes,
        long contentBytes,
        long files,
        OptionalLong commits,
        long leftOut,
        List<String> warnings,
        boolean incomplete) {
    /** A file of the work folder, and its name beside the target. */
    public record Part(String file, RawPath name) {}

    public Commit {
        parts = List.copyOf(parts);
        warnings = List.copyOf(warnings);
    }
}
