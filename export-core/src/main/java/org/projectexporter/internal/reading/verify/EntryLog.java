package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/**
 * The entries found in an archive, kept until SHA256SUMS is read at its end. A million entries take about 60 MB: a path
 * is kept as its difference from the one before, positions as deltas.
 */
final class EntryLog {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int DIGEST_BYTES = 32;
    /** The memory of an entry, without its path. */
    private static final int ENTRY_BYTES = 300;

    private static final List<EntryType> TYPES =
            List.of(EntryType.FILE, EntryType.DIRECTORY, EntryType.SYMBOLIC_LINK, EntryType.HARD_LINK);

    /**
     * An entry that was read.
     *
     * @param position where in the archive it begins; -1 if not known
     * @param sha256 digest of a file's content, in hexadecimal; else null
     */
    record Entry(
            RawPath path,
            EntryType type,
            int mode,
            long size,
            long position,
            @Nullable RawPath target,
            @Nullable String sha256) {}

    private final HeapShare heap = HeapShare.half();
    private final List<byte[]> chunks = new ArrayList<>();
    private int used = CHUNK_BYTES;
    private long count;
    private byte[] lastPath = {};
    private long lastPosition;

    /**
     * Adds an entry.
     *
     * @throws MemoryException if there are too many for the heap
     */
    void add(Entry entry) throws MemoryException {
        byte[] path = entry.path().bytes();
        int mismatch = Arrays.mismatch(lastPath, path);
        int shared = mismatch < 0 ? path.length : mismatch;
        number(TYPES.indexOf(entry.type()));
        number(entry.mode());
        number(entry.size());
        number(entry.position() - lastPosition);
        number(shared);
        bytes(path, shared);
        if (entry.target() != null) {
            bytes(entry.target().bytes(), 0);
        }
        if (entry.sha256() != null) {
            for (byte b : HexFormat.of().parseHex(entry.sha256())) {
                put(b);
            }
        }
        lastPath = path;
        lastPosition = entry.position();
        count++;
    }

    private void bytes(byte[] all, int from) throws MemoryException {
        number(all.length - from);
        for (int i = from; i < all.length; i++) {
            put(all[i]);
        }
    }

    /** Writes seven bits per byte, the sign in the lowest bit. */
    private void number(long signed) throws MemoryException {
        long value = signed << 1 ^ signed >> 63;
        while ((value & ~0x7fL) != 0) {
            put((byte) (value | 0x80));
            value >>>= 7;
        }
        put((byte) value);
    }

    private void put(byte b) throws MemoryException {
        if (used == CHUNK_BYTES) {
            heap.take(CHUNK_BYTES, "the entries of this archive, of which there are more than " + count + ",");
            chunks.add(new byte[CHUNK_BYTES]);
            used = 0;
        }
        chunks.get(chunks.size() - 1)[used++] = b;
    }

    /**
     * The same entries in the order of an export, without those of {@code without} and without positions.
     *
     * @throws MemoryException if there are too many for the heap
     */
    EntryLog sorted(Set<RawPath> without) throws MemoryException {
        List<Entry> all = new ArrayList<>();
        Reader reader = read();
        for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
            if (!without.contains(entry.path())) {
                heap.take(ENTRY_BYTES + entry.path().length(), "the entries of this archive, which must be sorted,");
                all.add(entry);
            }
        }
        all.sort(Comparator.comparing(Entry::path));
        EntryLog sorted = new EntryLog();
        for (Entry e : all) {
            sorted.add(new Entry(e.path(), e.type(), e.mode(), e.size(), -1, e.target(), e.sha256()));
        }
        return sorted;
    }

    /** A reader from the first entry on; the log may grow while it is used. */
    Reader read() {
        return new Reader();
    }

    /** Reads the entries in order. */
    final class Reader {
        private int chunk;
        private int at;
        private long read;
        private byte[] path = {};
        private long position;

        /** The next entry, or null after the last one so far. */
        @Nullable
        Entry next() {
            if (read == count) {
                return null;
            }
            read++;
            EntryType type = TYPES.get((int) number());
            int mode = (int) number();
            long size = number();
            position += number();
            int shared = (int) number();
            path = bytes(Arrays.copyOf(path, shared));
            boolean link = type == EntryType.SYMBOLIC_LINK || type == EntryType.HARD_LINK;
            RawPath target = link ? RawPath.of(bytes(new byte[0])) : null;
            String sha256 = type == EntryType.FILE ? HexFormat.of().formatHex(exactly(DIGEST_BYTES)) : null;
            return new Entry(RawPath.of(path), type, mode, size, position, target, sha256);
        }

        private byte[] bytes(byte[] start) {
            int more = (int) number();
            byte[] all = Arrays.copyOf(start, start.length + more);
            for (int i = start.length; i < all.length; i++) {
                all[i] = get();
            }
            return all;
        }

        private byte[] exactly(int length) {
            byte[] all = new byte[length];
            for (int i = 0; i < length; i++) {
                all[i] = get();
            }
            return all;
        }

        private long number() {
            long value = 0;
            int shift = 0;
            byte b = get();
            while (b < 0) {
                value |= (b & 0x7fL) << shift;
                shift += 7;
                b = get();
            }
            value |= (long) b << shift;
            return value >>> 1 ^ -(value & 1);
        }

        private byte get() {
            if (at == CHUNK_BYTES) {
                chunk++;
                at = 0;
            }
            return chunks.get(chunk)[at++];
        }
    }
}
