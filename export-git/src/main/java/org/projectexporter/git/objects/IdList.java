package org.projectexporter.git.objects;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/**
 * Object ids in the order in which they were added, stored as bytes, since a repository may have millions. An id that
 * is added twice in a row is kept once.
 */
public final class IdList implements Iterable<String> {
    private static final int MAX_IDS_IN_CHUNK = 4096;
    private static final int FEWEST_IDS_IN_CHUNK = 4;

    private final int idBytes;
    private final HeapShare heap;
    private final Object what;
    private final List<byte[]> chunks = new ArrayList<>();
    private int usedBytes;
    private long takenBytes;
    private String last = "";

    /**
     * An empty list.
     *
     * @param what the ids are, for the message if memory does not suffice
     */
    public IdList(IdFormat format, HeapShare heap, Object what) {
        this.idBytes = format.bytes();
        this.heap = heap;
        this.what = what;
    }

    /** Adds an id, in hexadecimal. */
    public void add(String id) throws MemoryException {
        if (id.equals(last)) {
            return;
        }
        last = id;
        if (chunks.isEmpty() || usedBytes == lastChunk().length) {
            addChunk();
        }
        System.arraycopy(HexFormat.of().parseHex(id), 0, lastChunk(), usedBytes, idBytes);
        usedBytes += idBytes;
    }

    private byte[] lastChunk() {
        return chunks.get(chunks.size() - 1);
    }

    private void addChunk() throws MemoryException {
        int ids = chunks.isEmpty() ? FEWEST_IDS_IN_CHUNK : Math.min(MAX_IDS_IN_CHUNK, 2 * lastChunk().length / idBytes);
        heap.take((long) ids * idBytes, what);
        takenBytes += (long) ids * idBytes;
        chunks.add(new byte[ids * idBytes]);
        usedBytes = 0;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** Removes all ids. */
    public void clear() {
        heap.release(takenBytes);
        takenBytes = 0;
        chunks.clear();
        last = "";
    }

    @Override
    public Iterator<String> iterator() {
        return new Iterator<>() {
            private int chunk;
            private int at;

            @Override
            public boolean hasNext() {
                return chunk < chunks.size() - 1 || (chunk == chunks.size() - 1 && at < usedBytes);
            }

            @Override
            public String next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                byte[] bytes = chunks.get(chunk);
                String id = HexFormat.of().formatHex(bytes, at, at + idBytes);
                at += idBytes;
                if (at == bytes.length) {
                    chunk++;
                    at = 0;
                }
                return id;
            }
        };
    }
}
