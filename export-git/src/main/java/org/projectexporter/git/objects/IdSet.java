package org.projectexporter.git.objects;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/** Object ids to look others up in: sorted tables of packs, and the ids of loose objects. */
public final class IdSet {
    private static final String WHAT = "the ids of a repository's objects";

    private final IdFormat format;
    private final HeapShare heap;
    private final List<byte[]> tables = new ArrayList<>();

    /**
     * Creates an empty set.
     *
     * @param heap the memory that it may take
     */
    public IdSet(IdFormat format, HeapShare heap) {
        this.format = format;
        this.heap = heap;
    }

    /**
     * Adds all ids in the index of a pack.
     *
     * @param bytes length of the index
     * @throws org.projectexporter.SourceException if it is not an index
     */
    public void addPack(InputStream index, long bytes) throws IOException {
        heap.take(bytes, WHAT);
        long kept = 0;
        try {
            byte[] table = PackIndex.ids(index, bytes, format);
            tables.add(table);
            kept = table.length;
        } finally {
            heap.release(bytes - kept);
        }
    }

    /** Adds the ids of loose objects, in hexadecimal. */
    public void addLoose(List<String> ids) throws MemoryException {
        heap.take((long) ids.size() * format.bytes(), WHAT);
        byte[] table = new byte[ids.size() * format.bytes()];
        List<String> sorted = new ArrayList<>(ids);
        sorted.sort(null);
        for (int i = 0; i < sorted.size(); i++) {
            System.arraycopy(HexFormat.of().parseHex(sorted.get(i)), 0, table, i * format.bytes(), format.bytes());
        }
        tables.add(table);
    }

    /** Whether it has an id, given in hexadecimal. */
    public boolean contains(String id) {
        byte[] wanted = HexFormat.of().parseHex(id);
        return tables.stream().anyMatch(table -> contains(table, wanted));
    }

    /** Those ids that another set does not have, in hexadecimal; one may occur more than once. */
    public List<String> missingFrom(IdSet other) {
        List<String> missing = new ArrayList<>();
        for (byte[] table : tables) {
            for (int at = 0; at < table.length; at += format.bytes()) {
                String id = HexFormat.of().formatHex(table, at, at + format.bytes());
                if (!other.contains(id)) {
                    missing.add(id);
                }
            }
        }
        return missing;
    }

    private boolean contains(byte[] table, byte[] id) {
        int low = 0;
        int high = table.length / id.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = middle * id.length;
            int order = Arrays.compareUnsigned(table, at, at + id.length, id, 0, id.length);
            if (order == 0) {
                return true;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    /** Removes everything, which frees its memory. */
    public void clear() {
        tables.forEach(table -> heap.release(table.length));
        tables.clear();
    }
}
