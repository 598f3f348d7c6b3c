package org.projectexporter.git.refs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/**
 * Refs with their names, in the order in which they were added, stored as bytes, since a repository may have millions.
 */
final class PackedRefs implements Iterable<RefTips.Ref> {
    private static final int CHUNK_BYTES = 1 << 18;
    /** The length field before each name. */
    private static final int LENGTH_BYTES = 2;

    static final int LONGEST_NAME = (1 << 16) - 1;

    private final int idBytes;
    private final HeapShare heap;
    private final Object what;
    private final List<byte[]> chunks = new ArrayList<>();
    private int usedBytes;
    private long takenBytes;
    private long size;

    PackedRefs(IdFormat format, HeapShare heap, Object what) {
        this.idBytes = format.bytes();
        this.heap = heap;
        this.what = what;
    }

    /**
     * Adds a ref.
     *
     * @param name at most {@link #LONGEST_NAME} bytes
     */
    void add(byte[] name, String id) throws MemoryException {
        int bytes = idBytes + LENGTH_BYTES + name.length;
        if (chunks.isEmpty() || usedBytes + bytes > lastChunk().length) {
            addChunk();
        }
        byte[] chunk = lastChunk();
        System.arraycopy(HexFormat.of().parseHex(id), 0, chunk, usedBytes, idBytes);
        chunk[usedBytes + idBytes] = (byte) (name.length >> 8);
        chunk[usedBytes + idBytes + 1] = (byte) name.length;
        System.arraycopy(name, 0, chunk, usedBytes + idBytes + LENGTH_BYTES, name.length);
        usedBytes += bytes;
        size++;
    }

    private byte[] lastChunk() {
        return chunks.get(chunks.size() - 1);
    }

    private void addChunk() throws MemoryException {
        heap.take(CHUNK_BYTES, what);
        takenBytes += CHUNK_BYTES;
        if (!chunks.isEmpty()) {
            chunks.set(
                    chunks.size() - 1,
                    Arrays.copyOf(lastChunk(), usedBytes)); // the end of one chunk marks the start of the next
        }
        chunks.add(new byte[CHUNK_BYTES]);
        usedBytes = 0;
    }

    long size() {
        return size;
    }

    /** Removes all refs. */
    void clear() {
        heap.release(takenBytes);
        takenBytes = 0;
        chunks.clear();
        size = 0;
    }

    @Override
    public Iterator<RefTips.Ref> iterator() {
        return new Iterator<>() {
            private int chunk;
            private int at;

            @Override
            public boolean hasNext() {
                return chunk < chunks.size() - 1 || (chunk == chunks.size() - 1 && at < usedBytes);
            }

            @Override
            public RefTips.Ref next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                byte[] bytes = chunks.get(chunk);
                String id = HexFormat.of().formatHex(bytes, at, at + idBytes);
                at += idBytes;
                int length = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
                at += LENGTH_BYTES;
                RawPath name = RawPath.of(Arrays.copyOfRange(bytes, at, at + length));
                at += length;
                if (at == bytes.length) {
                    chunk++;
                    at = 0;
                }
                return new RefTips.Ref(name, id);
            }
        };
    }
}
