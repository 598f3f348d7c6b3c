package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.exporting.database.DatabaseFiles;
import org.projectexporter.internal.exporting.database.DatabaseState;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/**
 * The SQLite databases of an export that were not captured when it was planned: finds the state of each, once, when the
 * first of its files is read. Thread-safe.
 */
final class Databases {
    private final Map<RawPath, DatabaseState> byFile = new ConcurrentHashMap<>();
    private volatile CancellationToken cancellation = new CancellationToken();

    /**
     * Starts a run.
     *
     * @param begun databases of which an earlier run wrote a file: the others have to agree with it
     */
    void start(Collection<DatabaseState> begun, CancellationToken newCancellation) {
        cancellation = newCancellation;
        begun.forEach(this::remember);
    }

    private void remember(DatabaseState state) {
        for (RawPath file : DatabaseFiles.all(state.database())) {
            byFile.put(file, state);
        }
    }

    /** The state of the database that a file belongs to, if it was found already. */
    @Nullable
    DatabaseState known(RawPath path) {
        return byFile.isEmpty() ? null : byFile.get(path);
    }

    /**
     * The state of the database that a file belongs to; null if it belongs to none.
     *
     * @param first the file's first bytes
     */
    @Nullable
    DatabaseState of(PlannedEntry entry, ByteBuffer first, ContentOpener opener) throws IOException {
        if (!(entry.content() instanceof Content.OfFile file) || !mayBeOfDatabase(entry)) {
            return null;
        }
        DatabaseState known = known(entry.path());
        if (known != null) {
            return known;
        }
        DatabaseFiles files = DatabaseFiles.around(entry.path(), file.path(), first, opener.forDatabases(cancellation));
        return files == null ? null : settled(files);
    }

    /** What a repository stores never changes, or was captured. */
    private static boolean mayBeOfDatabase(PlannedEntry entry) {
        return entry.check() == null
                && (entry.role() == EntryRole.WORKING_TREE || entry.role() == EntryRole.DEPENDENCY);
    }

    /** Threads that read files of one database wait for each other. */
    private synchronized DatabaseState settled(DatabaseFiles files) throws IOException {
        DatabaseState known = known(files.database());
        if (known != null) {
            return known;
        }
        DatabaseState state = files.settle();
        remember(state);
        return state;
    }
}
