package org.projectexporter.git.refs;

import org.jspecify.annotations.Nullable;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.BoundedBytes;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.objects.IdList;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/**
 * The tables that hold the refs and reflogs of a repository: reftable in Git's technical documentation.
 * {@code tables.list} names them, oldest first; later tables take precedence.
 */
public final class ReftableStack {
    /** The folder of the tables, relative to the repository's. */
    public static final RawPath FOLDER = RawPath.of("reftable");

    private static final RawPath LIST = FOLDER.resolve(RawPath.of("tables.list"));
    private static final RawPath LOGS = RawPath.of("logs");

    /** Bytes of heap that a ref and an entry of a reflog take while tables are merged. */
    private static final int BYTES_OF_REF = 300;

    private static final int BYTES_OF_LOG_ENTRY = 500;
    private static final String WHAT =
            "the tables of refs and reflogs in reftable (git reflog expire makes them smaller)";

    private final IdFormat ids;
    private final HeapShare heap;
    private final Map<RawPath, byte[]> files = new HashMap<>();

    ReftableStack(IdFormat ids, HeapShare heap) {
        this.ids = ids;
        this.heap = heap;
    }

    /** The largest supported table in bytes, since a table is read into memory. */
    public static long maxBytes(HeapShare heap) {
        return Math.min(Integer.MAX_VALUE / 2, heap.left() / 4);
    }

    /** An error for a table that is too large to be read into memory. */
    public static MemoryException tooLarge() {
        return MemoryException.ofHeap(WHAT, null);
    }

    /** Returns a stream that receives the content of a file in the folder. */
    OutputStream put(RawPath path) {
        remove(path);
        return new BoundedBytes(maxBytes(heap)) {
            @Override
            public MemoryException tooLarge() {
                return ReftableStack.tooLarge();
            }

            @Override
            public void end(byte[] bytes) throws MemoryException {
                heap.take(bytes.length, WHAT);
                files.put(path, bytes);
            }
        };
    }

    void remove(RawPath path) {
        byte[] before = files.remove(path);
        heap.release(before == null ? 0 : before.length);
    }

    void clear() {
        List.copyOf(files.keySet()).forEach(this::remove);
    }

    /** The targets of refs and of a detached HEAD, by name. */
    Map<RawPath, String> refs() throws SourceException, MemoryException {
        return read().refs;
    }

    /** Old and new ids of all reflogs, by the path that the reflog would have as a file: {@code logs/HEAD}. */
    Map<RawPath, IdList> logs() throws SourceException, MemoryException {
        Map<RawPath, IdList> logs = new TreeMap<>();
        HeapShare ofLogs = new HeapShare(heap.left());
        for (Map.Entry<RawPath, Map<Long, Set<String>>> log : read().entries.entrySet()) {
            IdList named = new IdList(ids, ofLogs, WHAT);
            for (Set<String> entry : log.getValue().values()) {
                for (String id : entry) {
                    if (!IdFormat.isNull(id)) {
                        named.add(id);
                    }
                }
            }
            logs.put(LOGS.resolve(log.getKey()), named);
        }
        return logs;
    }

    private Merged read() throws SourceException, MemoryException {
        byte[] list = files.get(LIST);
        if (list == null) {
            throw new SourceException("it has no reftable/tables.list");
        }
        Merged merged = new Merged(new HeapShare(heap.left()));
        for (String name : new String(list, StandardCharsets.ISO_8859_1).lines().toList()) {
            byte[] table = files.get(FOLDER.resolve(RawPath.of(name.getBytes(StandardCharsets.ISO_8859_1))));
            if (table == null) {
                throw new SourceException("reftable/tables.list names the table " + name + ", which is missing");
            }
            ReftableRecords.read(table, ids, merged);
        }
        return merged;
    }

    /** The merged records of all tables. */
    private static final class Merged implements ReftableRecords.Visitor {
        private final Map<RawPath, String> refs = new TreeMap<>();
        private final Map<RawPath, Map<Long, Set<String>>> entries = new TreeMap<>();
        private final HeapShare heap;

        private Merged(HeapShare heap) {
            this.heap = heap;
        }

        @Override
        public void ref(RawPath name, @Nullable String id) throws MemoryException {
            if (id == null) {
                refs.remove(name);
            } else {
                heap.take(BYTES_OF_REF, WHAT);
                refs.put(name, id);
            }
        }

        @Override
        public void log(RawPath name, long updateIndex, @Nullable String oldId, @Nullable String newId)
                throws MemoryException {
            heap.take(BYTES_OF_LOG_ENTRY, WHAT);
            Map<Long, Set<String>> ofName = entries.computeIfAbsent(name, key -> new TreeMap<>());
            if (oldId == null || newId == null) {
                ofName.remove(updateIndex);
            } else {
                ofName.put(updateIndex, new LinkedHashSet<>(List.of(oldId, newId)));
            }
        }
    }
}
