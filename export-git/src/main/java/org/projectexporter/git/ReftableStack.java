package org.projectexporter.git;

import org.eclipse.jgit.internal.storage.io.BlockSource;
import org.eclipse.jgit.internal.storage.reftable.LogCursor;
import org.eclipse.jgit.internal.storage.reftable.MergedReftable;
import org.eclipse.jgit.internal.storage.reftable.RefCursor;
import org.eclipse.jgit.internal.storage.reftable.ReftableReader;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.ReflogEntry;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.projectexporter.SourceException;
import org.projectexporter.spi.RawPath;

/**
 * The tables that hold the refs and reflogs of a repository, with ids of SHA-1: gitformat-reftable in Git's technical
 * documentation. {@code tables.list} names them, the oldest first; what a later one says goes before.
 *
 * <p>JGit reads them from memory, so that the state that is read is the one that travels.
 */
final class ReftableStack {
    static final RawPath FOLDER = RawPath.of("reftable");
    private static final RawPath LIST = FOLDER.resolve(RawPath.of("tables.list"));
    private static final RawPath LOGS = RawPath.of("logs");

    private final Map<RawPath, byte[]> files = new HashMap<>();

    /** Takes the content of a file in the folder. */
    void put(RawPath path, byte[] bytes) {
        files.put(path, bytes);
    }

    void remove(RawPath path) {
        files.remove(path);
    }

    /** What refs and a detached HEAD point to, by name. */
    Map<RawPath, String> refs() throws SourceException {
        Map<RawPath, String> refs = new TreeMap<>();
        ask(tables -> {
            try (RefCursor cursor = tables.allRefs()) {
                while (cursor.next()) {
                    Ref ref = cursor.getRef();
                    if (!ref.isSymbolic() && ref.getObjectId() != null) {
                        refs.put(RawPath.of(ref.getName()), ref.getObjectId().name());
                    }
                }
            }
        });
        return refs;
    }

    /** Old and new ids of all reflogs, by the name of the file that would hold them elsewhere: {@code logs/HEAD}. */
    Map<RawPath, Set<String>> logs() throws SourceException {
        Map<RawPath, Set<String>> logs = new TreeMap<>();
        ask(tables -> {
            try (LogCursor cursor = tables.allLogs()) {
                while (cursor.next()) {
                    RawPath name = LOGS.resolve(RawPath.of(cursor.getRefName()));
                    add(cursor.getReflogEntry(), logs.computeIfAbsent(name, key -> new LinkedHashSet<>()));
                }
            }
        });
        return logs;
    }

    /** An entry that a later table takes back is null. */
    private static void add(@Nullable ReflogEntry entry, Set<String> ids) {
        if (entry != null) {
            addId(entry.getOldId(), ids);
            addId(entry.getNewId(), ids);
        }
    }

    private static void addId(AnyObjectId id, Set<String> ids) {
        if (!id.equals(ObjectId.zeroId())) {
            ids.add(id.name());
        }
    }

    private interface Question {
        void to(MergedReftable tables) throws IOException;
    }

    /** JGit tells of a damaged table in many ways. */
    private void ask(Question question) throws SourceException {
        MergedReftable tables = merged();
        try {
            question.to(tables);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            throw new SourceException("a table in reftable is damaged: " + e.getMessage(), e);
        }
    }

    private MergedReftable merged() throws SourceException {
        List<ReftableReader> tables = new ArrayList<>();
        byte[] list = files.get(LIST);
        if (list == null) {
            throw new SourceException("it has no reftable/tables.list");
        }
        for (String name : new String(list, StandardCharsets.UTF_8).lines().toList()) {
            byte[] table = files.get(FOLDER.resolve(RawPath.of(name)));
            if (table == null) {
                throw new SourceException("reftable/tables.list names the table " + name + ", which is missing");
            }
            tables.add(new ReftableReader(BlockSource.from(table)));
        }
        return new MergedReftable(tables);
    }
}
