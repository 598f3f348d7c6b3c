package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.projectexporter.SourceException;
import org.projectexporter.spi.RawPath;

/**
 * The tables that hold the refs and reflogs of a repository: reftable in Git's technical documentation. {@code tables.list} names
 * them, the oldest first; what a later one says goes before.
 */
final class ReftableStack {
    static final RawPath FOLDER = RawPath.of("reftable");
    private static final RawPath LIST = FOLDER.resolve(RawPath.of("tables.list"));
    private static final RawPath LOGS = RawPath.of("logs");

    private final IdFormat ids;
    private final Map<RawPath, byte[]> files = new HashMap<>();

    ReftableStack(IdFormat ids) {
        this.ids = ids;
    }

    /** Takes the content of a file in the folder. */
    void put(RawPath path, byte[] bytes) {
        files.put(path, bytes);
    }

    void remove(RawPath path) {
        files.remove(path);
    }

    /** What refs and a detached HEAD point to, by name. */
    Map<RawPath, String> refs() throws SourceException {
        return read().refs;
    }

    /** Old and new ids of all reflogs, by the name of the file that would hold them elsewhere: {@code logs/HEAD}. */
    Map<RawPath, Set<String>> logs() throws SourceException {
        Map<RawPath, Set<String>> logs = new TreeMap<>();
        read().entries.forEach((name, entries) -> {
            Set<String> named = new LinkedHashSet<>();
            entries.values().forEach(named::addAll);
            named.removeIf(IdFormat::isNull);
            logs.put(LOGS.resolve(name), named);
        });
        return logs;
    }

    private Merged read() throws SourceException {
        byte[] list = files.get(LIST);
        if (list == null) {
            throw new SourceException("it has no reftable/tables.list");
        }
        Merged merged = new Merged();
        for (String name : new String(list, StandardCharsets.ISO_8859_1).lines().toList()) {
            byte[] table = files.get(FOLDER.resolve(RawPath.of(name.getBytes(StandardCharsets.ISO_8859_1))));
            if (table == null) {
                throw new SourceException("reftable/tables.list names the table " + name + ", which is missing");
            }
            ReftableRecords.read(table, ids, merged);
        }
        return merged;
    }

    /** What tables say together. */
    private static final class Merged implements ReftableRecords.Visitor {
        private final Map<RawPath, String> refs = new TreeMap<>();
        private final Map<RawPath, Map<Long, Set<String>>> entries = new TreeMap<>();

        @Override
        public void ref(RawPath name, @Nullable String id) {
            if (id == null) {
                refs.remove(name);
            } else {
                refs.put(name, id);
            }
        }

        @Override
        public void log(RawPath name, long updateIndex, @Nullable String oldId, @Nullable String newId) {
            Map<Long, Set<String>> ofName = entries.computeIfAbsent(name, key -> new TreeMap<>());
            if (oldId == null || newId == null) {
                ofName.remove(updateIndex);
            } else {
                ofName.put(updateIndex, new LinkedHashSet<>(List.of(oldId, newId)));
            }
        }
    }
}
