package org.projectexporter.internal.exporting.database;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.RawPath;

/** What an archive's manifest says about a database. */
public final class DatabaseFindings {
    private DatabaseFindings() {}

    /**
     * The findings about one database in the archive.
     *
     * @param differing files whose content in the archive is not that of the state
     * @param leftOut files of that state that a pattern has left out
     * @param vanished files that were planned, and no longer existed when they were to be read
     */
    public static List<Finding> of(
            DatabaseState state, List<RawPath> differing, List<RawPath> leftOut, Collection<RawPath> vanished) {
        List<Finding> findings = new ArrayList<>();
        if (!state.settled() || !differing.isEmpty()) {
            findings.add(changed(state, differing));
            return findings;
        }
        if (!leftOut.isEmpty()) {
            findings.add(note(
                    state.database(),
                    "this database lacks what is in " + names(leftOut)
                            + ", which a pattern has left out, and may not open"));
        } else if (state.open()) {
            findings.add(open(state.database()));
        }
        for (RawPath file : DatabaseFiles.all(state.database())) {
            if (vanished.contains(file)) {
                findings.add(note(
                        file,
                        "was removed by the program that uses the database; the copy of the database is whole without"
                                + " it"));
            }
        }
        return findings;
    }

    /** The note that a database is in use, although its copy is good. */
    public static Finding open(RawPath database) {
        return note(
                database,
                "this database appears to be open in another program, or was not closed properly; the archive has it as"
                        + " it was at one moment of the export");
    }

    private static Finding changed(DatabaseState state, List<RawPath> differing) {
        List<RawPath> files = state.settled() ? differing : List.of(state.database());
        return Finding.of(
                Finding.Kind.CHANGED,
                state.database(),
                "this database was written to by another program during the export (" + names(files)
                        + "); the copy may not open. Close the program, then export again");
    }

    private static Finding note(RawPath path, String detail) {
        return Finding.of(Finding.Kind.NOTE, path, detail);
    }

    private static String names(List<RawPath> files) {
        return files.stream().map(file -> file.fileName().toString()).collect(Collectors.joining(", "));
    }
}
