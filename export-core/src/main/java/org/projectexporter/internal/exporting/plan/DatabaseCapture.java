package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CheckedInputStream;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.internal.exporting.database.DatabaseFiles;
import org.projectexporter.internal.exporting.database.DatabaseFindings;
import org.projectexporter.internal.exporting.database.DatabaseNames;
import org.projectexporter.internal.exporting.database.DatabaseState;
import org.projectexporter.internal.exporting.database.QuickSum;
import org.projectexporter.internal.exporting.plan.CapturedDatabases.Candidate;
import org.projectexporter.internal.exporting.plan.CapturedDatabases.CapturedFile;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.ConfinedFolder;

/** Copies one database into the file of captures, as it is at one moment. */
final class DatabaseCapture {
    private static final long MOST_BYTES = 64L << 20;
    private static final int TRIES = 10;

    private final Candidate candidate;
    private final Captures captures;
    private final PlanContext context;
    private final Map<RawPath, FileStat> stats;
    private final List<Finding> findings = new ArrayList<>();

    DatabaseCapture(Candidate candidate, Captures captures, PlanContext context) {
        this.candidate = candidate;
        this.captures = captures;
        this.context = context;
        this.stats = stats();
    }

    Candidate candidate() {
        return candidate;
    }

    /** Its regular files. */
    private Map<RawPath, FileStat> stats() {
        Map<RawPath, FileStat> found = new HashMap<>();
        for (RawPath path : DatabaseFiles.all(candidate.path())) {
            FileStat stat = statOf(fileOf(path));
            if (stat != null && stat.kind() == FileStat.Kind.FILE) {
                found.put(path, stat);
            }
        }
        return found;
    }

    /** The attributes of a file; null if there is none, or if they cannot be read, which is reported later. */
    private static @Nullable FileStat statOf(Path file) {
        try {
            return FileStat.read(file);
        } catch (IOException e) {
            return null;
        }
    }

    private Path fileOf(RawPath path) {
        return DatabaseNames.sibling(candidate.file(), path);
    }

    /** Whether it is a database of which no file has further names, which the archive would have to keep. */
    boolean isPossible() throws IOException {
        if (!stats.containsKey(candidate.path())
                || bytes() > MOST_BYTES
                || stats.values().stream().anyMatch(stat -> stat.links() > 1)) {
            return false;
        }
        try (ConfinedFolder folder = folder()) {
            DatabaseFiles files = files(folder);
            return files.isDatabase() || files.hasLog();
        }
    }

    /** Bytes of all its files. */
    long bytes() {
        return stats.values().stream().mapToLong(FileStat::size).sum();
    }

    Instant lastWritten() {
        return stats.values().stream()
                .map(FileStat::mtime)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** What is to be reported about the copy. */
    List<Finding> findings() {
        return findings;
    }

    private ConfinedFolder folder() {
        return ConfinedFolder.around(candidate.file(), candidate.relative());
    }

    private DatabaseFiles files(ConfinedFolder folder) {
        return new DatabaseFiles(candidate.path(), candidate.file(), (path, file) -> {
            context.checkCancelled();
            return folder.open(file, FileStat.read(file));
        });
    }

    /**
     * Copies its files.
     *
     * @param planned the files next to databases that are in the plan
     * @return what they were; null if there was no moment of rest, or they cannot be read
     */
    @Nullable
    Map<RawPath, CapturedFile> capture(Set<RawPath> planned) throws IOException {
        try (ConfinedFolder folder = folder()) {
            for (int i = 0; i < TRIES; i++) {
                DatabaseState state = files(folder).settleQuickly();
                if (!state.settled()) {
                    return null;
                }
                Map<RawPath, CapturedFile> copy = copy(state, planned, folder);
                if (copy != null) {
                    return copy;
                }
            }
            return null;
        } catch (WorkFolderException | ExportCancelledException e) {
            throw e;
        } catch (IOException e) {
            return null; // that is reported when it is read
        }
    }

    /** A copy of a state; null if the files no longer have it. */
    private @Nullable Map<RawPath, CapturedFile> copy(DatabaseState state, Set<RawPath> planned, ConfinedFolder folder)
            throws IOException {
        Map<RawPath, CapturedFile> copy = new HashMap<>();
        List<RawPath> leftOut = new ArrayList<>();
        Map<RawPath, FileStat> now = stats();
        for (RawPath path : DatabaseFiles.all(state.database())) {
            FileStat stat = now.get(path);
            if (stat == null) {
                if (!state.agreesWith(path, null)) {
                    return null;
                }
                copy.put(path, new CapturedFile(fileOf(path), null));
            } else if (isWanted(path, planned)) {
                PlannedEntry entry = copy(path, stat, state, folder);
                if (entry == null) {
                    return null;
                }
                copy.put(path, new CapturedFile(fileOf(path), entry));
            } else if (!state.agreesWith(path, null)) {
                leftOut.add(path);
            }
        }
        findings.clear();
        findings.addAll(DatabaseFindings.of(state, List.of(), leftOut, Set.of()));
        return copy;
    }

    /** A file that is not planned was left out, or came into being since; of an index nobody will miss that. */
    private boolean isWanted(RawPath path, Set<RawPath> planned) {
        if (planned.contains(path) || path.equals(candidate.path())) {
            return true;
        }
        RawPath suffix =
                RawPath.of(Arrays.copyOfRange(path.bytes(), candidate.path().length(), path.length()));
        return !DatabaseNames.isIndex(path)
                && !context.isTaken(candidate.relative().append(suffix), false);
    }

    private @Nullable PlannedEntry copy(RawPath path, FileStat stat, DatabaseState state, ConfinedFolder folder)
            throws IOException {
        QuickSum sum = new QuickSum();
        Content.Captured content;
        try (InputStream in = Channels.newInputStream(folder.open(fileOf(path), stat))) {
            content = captures.add(new CheckedInputStream(in, sum));
        }
        if (!state.agreesWith(path, content.length() == 0 ? null : sum.text())) {
            return null;
        }
        return PlannedEntry.builder(path, EntryType.FILE, candidate.like().role())
                .size(content.length())
                .mtime(stat.mtime())
                .mode(stat.mode())
                .content(content)
                .build();
    }
}
