package org.projectexporter.lfs;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

import org.projectexporter.MemoryException;
import org.projectexporter.spi.files.HeapShare;

/**
 * The oids of the exported objects, in no order: 64 to 128 bytes each, since a store may contain a million. An oid is a
 * SHA-256, so its first bytes serve as its hash.
 */
final class OidSet {
    private static final int WORDS = 4;
    /** Empty slots are zeros, so the one oid that is all zeros is kept separately. */
    private static final long[] ZEROS = new long[WORDS];

    private final HeapShare heap = HeapShare.half();
    private long[] slots = new long[64 * WORDS];
    private int size;
    private boolean hasZeros;

    /**
     * Adds an oid that may already be in the set.
     *
     * @throws MemoryException if the heap is too small for that many
     */
    void add(String oid) throws MemoryException {
        long[] words = words(oid);
        if (contains(words)) {
            return;
        }
        size++;
        if (Arrays.equals(words, ZEROS)) {
            hasZeros = true;
            return;
        }
        if (2 * size * WORDS > slots.length) {
            grow();
        }
        System.arraycopy(words, 0, slots, slotOf(words), WORDS);
    }

    boolean contains(String oid) {
        return contains(words(oid));
    }

    int size() {
        return size;
    }

    private boolean contains(long[] words) {
        return Arrays.equals(words, ZEROS) ? hasZeros : isAt(slotOf(words), words);
    }

    private static long[] words(String oid) {
        long[] words = new long[WORDS];
        ByteBuffer.wrap(HexFormat.of().parseHex(oid)).asLongBuffer().get(words);
        return words;
    }

    /** The start of the slot that contains the words, or of the one where they should be added. */
    private int slotOf(long[] words) {
        int mask = slots.length / WORDS - 1;
        int slot = Long.hashCode(words[0]) & mask;
        while (!isAt(slot * WORDS, words) && !isAt(slot * WORDS, ZEROS)) {
            slot = slot + 1 & mask;
        }
        return slot * WORDS;
    }

    private boolean isAt(int slot, long[] words) {
        return Arrays.equals(slots, slot, slot + WORDS, words, 0, WORDS);
    }

    private void grow() throws MemoryException {
        long[] old = slots;
        heap.take(
                (long) old.length * Long.BYTES,
                "the Git LFS objects of this project, which are more than " + size + ",");
        slots = new long[Math.multiplyExact(old.length, 2)];
        for (int i = 0; i < old.length; i += WORDS) {
            long[] words = Arrays.copyOfRange(old, i, i + WORDS);
            if (!Arrays.equals(words, ZEROS)) {
                System.arraycopy(words, 0, slots, slotOf(words), WORDS);
            }
        }
    }
}
