package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.internal.exporting.database.DatabaseFiles;
import org.projectexporter.internal.exporting.database.DatabaseNames;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/**
 * Small SQLite databases of the working tree, which are copied into the work folder as they are at one moment of
 * planning: a program that writes to them in short intervals would hardly leave them alone for as long as an archive is
 * written. Larger ones, and those that do not rest now, are compared with a state of theirs when they are read.
 */
final class CapturedDatabases {
    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST_CANDIDATES = 10_000;

    private final Map<RawPath, Candidate> candidates = new HashMap<>();
    private final Set<RawPath> planned = new HashSet<>();
    private final Set<RawPath> otherwise = new HashSet<>();
    private final Map<RawPath, CapturedFile> captured = new HashMap<>();

    /**
     * What is a database by its name, or by that of a file next to it.
     *
     * @param path in the archive
     * @param relative the path of its file relative to the project's folder, or that of a dependency
     */
    record Candidate(RawPath path, Path file, RawPath relative, PlannedEntry like) {}

    /** What has become of a planned file: its captured content, or null if it no longer exists. */
    record CapturedFile(Path file, @Nullable PlannedEntry entry) {}

    /**
     * Looks at the name of a file or link of the working tree.
     *
     * @param asItIs whether the archive gets the file as it is
     */
    void offer(SourceItem item, PlannedEntry entry, boolean asItIs) {
        RawPath besideOf = DatabaseNames.databaseOf(entry.path());
        if (besideOf == null && !DatabaseNames.isProbable(entry.path())) {
            return;
        }
        RawPath database = besideOf == null ? entry.path() : besideOf;
        if (!candidates.containsKey(database) && candidates.size() == MOST_CANDIDATES) {
            return;
        }
        RawPath relative = besideOf == null ? item.path() : DatabaseNames.databaseOf(item.path());
        if (!asItIs || relative == null || !(entry.content() instanceof Content.OfFile)) {
            otherwise.add(database);
            return;
        }
        planned.add(entry.path());
        Path file = DatabaseNames.sibling(item.file(), database);
        candidates.putIfAbsent(database, new Candidate(database, file, relative, entry));
    }

    /** Captures as many as there is room for, the most recently written ones first. */
    void capture(PlanBuilder plan, KeptContent kept, PlanContext context) throws IOException {
        List<DatabaseCapture> found = new ArrayList<>();
        for (Candidate candidate : candidates.values()) {
            DatabaseCapture database = new DatabaseCapture(candidate, kept.captures(), context);
            if (!otherwise.contains(candidate.path) && database.isPossible()) {
                found.add(database);
            }
        }
        found.sort(Comparator.comparing(DatabaseCapture::lastWritten)
                .reversed()
                .thenComparing(database -> database.candidate().path));
        long left = MOST_BYTES;
        for (DatabaseCapture database : found) {
            context.checkCancelled();
            if (database.bytes() <= left) {
                left -= database.bytes();
                capture(database, plan);
            }
        }
    }

    private void capture(DatabaseCapture database, PlanBuilder plan) throws IOException {
        Map<RawPath, CapturedFile> files = database.capture(planned);
        if (files == null) {
            return;
        }
        database.findings().forEach(plan::report);
        for (RawPath path : DatabaseFiles.all(database.candidate().path)) {
            CapturedFile file = files.get(path);
            if (file == null) {
                continue;
            }
            if (planned.contains(path) || path.equals(database.candidate().path)) {
                captured.put(path, file);
            } else if (file.entry != null) {
                plan.add(file.entry); // it came into being after its folder was listed
            }
        }
    }

    /** The same drafts with captured content. */
    Drafts in(Drafts drafts) {
        return captured.isEmpty() ? drafts : () -> next(drafts);
    }

    private @Nullable Draft next(Drafts drafts) throws IOException {
        while (true) {
            Draft draft = drafts.next();
            CapturedFile file = draft == null ? null : captured.get(draft.path());
            if (draft == null || file == null) {
                return draft;
            }
            PlannedEntry entry = draft.entry();
            if (!(entry.content() instanceof Content.OfFile of && of.path().equals(file.file))) {
                return draft;
            }
            if (file.entry != null) {
                return Draft.of(file.entry.toBuilder().storage(entry.storage()).build());
            }
        }
    }
}
