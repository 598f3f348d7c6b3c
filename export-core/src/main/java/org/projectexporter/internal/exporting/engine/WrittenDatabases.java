package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.projectexporter.internal.exporting.database.DatabaseFindings;
import org.projectexporter.internal.exporting.database.DatabaseState;
import org.projectexporter.internal.exporting.database.DatabaseState.Member;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/** The databases of an archive as they were written, compared with the states in which they existed. */
final class WrittenDatabases {
    private final Collection<DatabaseState> states;
    private final LedgerLog log;

    /** A file in the archive; without digest if it is empty. */
    private record Written(@Nullable String sha256) {}

    WrittenDatabases(Collection<DatabaseState> states, LedgerLog log) {
        this.states = states;
        this.log = log;
    }

    /** Those of which a file is in the archive. */
    List<DatabaseState> begun() throws IOException {
        Map<RawPath, Written> written = written();
        return states.stream()
                .filter(state -> state.files().stream().anyMatch(file -> written.containsKey(file.path())))
                .toList();
    }

    /** What people have to know about them. */
    List<Finding> findings(Predicate<RawPath> leftOut, List<PlannedEntry> vanished) throws IOException {
        Map<RawPath, Written> written = written();
        Set<RawPath> gone = vanished.stream().map(PlannedEntry::path).collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        for (DatabaseState state : states) {
            if (written.containsKey(state.database())) { // otherwise that is reported
                List<RawPath> differing = differing(state, written);
                List<RawPath> unwanted = differing.stream()
                        .filter(path -> !written.containsKey(path) && leftOut.test(path))
                        .toList();
                differing = differing.stream()
                        .filter(path -> !unwanted.contains(path))
                        .toList();
                findings.addAll(DatabaseFindings.of(state, differing, unwanted, gone));
            }
        }
        return findings;
    }

    private static List<RawPath> differing(DatabaseState state, Map<RawPath, Written> written) {
        return state.files().stream()
                .filter(file -> {
                    Written found = written.get(file.path());
                    return !Objects.equals(file.sha256(), found == null ? null : found.sha256);
                })
                .map(Member::path)
                .toList();
    }

    /** The files of the databases that are in the archive. */
    private Map<RawPath, Written> written() throws IOException {
        Map<RawPath, Written> written = new HashMap<>();
        if (states.isEmpty()) {
            return written;
        }
        Set<RawPath> files = new HashSet<>();
        states.forEach(state -> state.files().forEach(file -> files.add(file.path())));
        log.replay(event -> {
            if (event instanceof LedgerLog.Entered entered && files.contains(entered.path())) {
                written.put(entered.path(), new Written(entered.size() == 0 ? null : entered.sha256()));
            }
        });
        return written;
    }
}
