package org.projectexporter.spi.files;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

import org.projectexporter.spi.RawPath;

/**
 * The paths that an archive has named so far, and their kinds, in 16 bytes each: the first 125 bits of a path's SHA-256
 * are kept, so that no one can construct a collision. The table is a quarter to half full: a million paths take 32 MiB,
 * and half as much again while it grows. For one thread.
 */
public final class SeenNames {
    /** The kind of a path. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A folder with an entry of its own. */
        FOLDER,
        /** A symbolic link. */
        LINK,
        /** A folder without an entry of its own, known from an entry below it. */
        IMPLIED_FOLDER
    }

    private static final Kind[] KINDS = Kind.values();
    /** The lowest bits of the second half hold the kind, counted from 1; so no used slot is 0. */
    private static final long KIND_MASK = 7;

    private final HeapShare heap = HeapShare.half();
    private final MessageDigest sha256 = Digests.newDigest("SHA-256");
    private long[] slots = new long[2 << 10];
    private long used;
    /** The hash of the last path. */
    private long high;

    private long low;

    /** An empty set, which may take half of the heap. */
    public SeenNames() {}

    /**
     * Records the kind of a path.
     *
     * @param path in the archive
     * @param kind its kind from now on
     * @return its previous kind; null if it is new
     * @throws MemoryException if there are too many for the heap
     */
    @SuppressWarnings("EnumOrdinal") // never leaves this table
    public @Nullable Kind put(RawPath path, Kind kind) throws MemoryException {
        hash(path);
        int slot = find(high, low);
        Kind before = kindAt(slot);
        if (before == null && 4 * ++used > slots.length) {
            grow();
            slot = find(high, low);
        }
        slots[slot] = high;
        slots[slot + 1] = low | (kind.ordinal() + 1);
        return before;
    }

    /**
     * {@return the kind of {@code path}; null if it is unknown}
     *
     * @param path in the archive
     */
    public @Nullable Kind get(RawPath path) {
        hash(path);
        return kindAt(find(high, low));
    }

    private void hash(RawPath path) {
        sha256.update(path.buffer());
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        high = digest.getLong();
        low = digest.getLong() & ~KIND_MASK;
    }

    private @Nullable Kind kindAt(int slot) {
        int kind = (int) (slots[slot + 1] & KIND_MASK);
        return kind == 0 ? null : KINDS[kind - 1];
    }

    /** The start of the slot that contains the hash, or of the one for it. */
    private int find(long wantedHigh, long wantedLow) {
        int mask = slots.length - 2;
        int slot = (int) wantedHigh << 1 & mask;
        while (slots[slot + 1] != 0 && (slots[slot] != wantedHigh || (slots[slot + 1] & ~KIND_MASK) != wantedLow)) {
            slot = slot + 2 & mask;
        }
        return slot;
    }

    private void grow() throws MemoryException {
        long[] old = slots;
        heap.take(
                (long) old.length * Long.BYTES,
                "the names in this archive, of which there are more than " + used + ",");
        slots = new long[Math.multiplyExact(old.length, 2)];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                int slot = find(old[i], old[i + 1] & ~KIND_MASK);
                slots[slot] = old[i];
                slots[slot + 1] = old[i + 1];
            }
        }
    }
}
