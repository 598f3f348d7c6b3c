package org.projectexporter.spi.files;

import java.util.Arrays;

/**
 * SHA-256 digests, as of the objects of Git LFS, of which there may be a million; each may have a number. The table is
 * open-addressed and a quarter to half full: 80 to 160 bytes per digest, and half as much again while it grows. For one
 * thread.
 */
public final class Sha256Table {
    /** The number of a digest that has none. */
    public static final long NONE = -1;

    private static final int DIGEST_WORDS = 4;
    private static final int WORDS = DIGEST_WORDS + 1; // and its number plus 2, so that no used slot ends in 0
    private static final int FIRST_SLOTS = 1 << 10;
    private static final int HEX_DIGITS_OF_WORD = 16;

    private final HeapShare heap = HeapShare.half();
    private final long[] wanted = new long[DIGEST_WORDS];
    private long[] table = new long[FIRST_SLOTS * WORDS];
    private int used;

    /** An empty table. */
    public Sha256Table() {}

    /**
     * Adds a digest, if it is new.
     *
     * @param sha256 64 hexadecimal digits
     * @throws MemoryException if the heap is too small for that many
     */
    public void add(String sha256) throws MemoryException {
        int slot = find(sha256);
        if (number(slot) != 0) {
            return;
        }
        if (2L * ++used * WORDS > table.length) {
            grow();
            slot = find(sha256);
        }
        put(slot, NONE);
    }

    /**
     * {@return whether a digest is in the table}
     *
     * @param sha256 64 hexadecimal digits
     */
    public boolean contains(String sha256) {
        return number(find(sha256)) != 0;
    }

    /**
     * {@return the number of a digest; {@link #NONE} if it has none, or is not in the table}
     *
     * @param sha256 64 hexadecimal digits
     */
    public long get(String sha256) {
        return Math.max(NONE, number(find(sha256)) - 2);
    }

    /**
     * Sets the number of a digest that is in the table.
     *
     * @param sha256 64 hexadecimal digits
     * @param number 0 or more
     */
    public void set(String sha256, long number) {
        put(find(sha256), number);
    }

    /** {@return the number of digests} */
    public int size() {
        return used;
    }

    private long number(int slot) {
        return table[slot + DIGEST_WORDS];
    }

    private void put(int slot, long number) {
        System.arraycopy(wanted, 0, table, slot, DIGEST_WORDS);
        table[slot + DIGEST_WORDS] = number + 2;
    }

    /** The slot of the digest, or the one for it. */
    private int find(String sha256) {
        for (int i = 0; i < DIGEST_WORDS; i++) {
            int from = i * HEX_DIGITS_OF_WORD;
            wanted[i] = Long.parseUnsignedLong(sha256, from, from + HEX_DIGITS_OF_WORD, 16);
        }
        return findWanted();
    }

    /** Digests are evenly distributed, except those that someone has chosen as names. */
    private int findWanted() {
        int slots = table.length / WORDS;
        int slot = (int) (wanted[0] ^ wanted[1] ^ wanted[2] ^ wanted[3]) & (slots - 1);
        while (number(slot * WORDS) != 0 && !isWanted(slot * WORDS)) {
            slot = slot + 1 & (slots - 1);
        }
        return slot * WORDS;
    }

    private boolean isWanted(int slot) {
        return Arrays.equals(table, slot, slot + DIGEST_WORDS, wanted, 0, DIGEST_WORDS);
    }

    private void grow() throws MemoryException {
        long[] old = table;
        heap.take(
                (long) old.length * Long.BYTES,
                "the Git LFS objects of this project, of which there are more than " + used + ",");
        table = new long[Math.multiplyExact(old.length, 2)];
        for (int i = 0; i < old.length; i += WORDS) {
            if (old[i + DIGEST_WORDS] != 0) {
                System.arraycopy(old, i, wanted, 0, DIGEST_WORDS);
                put(findWanted(), old[i + DIGEST_WORDS] - 2);
            }
        }
    }
}
