package org.projectexporter.internal.exporting.portability;

import java.util.Arrays;

/** A set of well-mixed 8-byte hashes, in a table that is at most three quarters full. */
final class HashSet64 {
    private static final int FIRST_SLOTS = 64;
    /** A larger table is dropped when the set is cleared. */
    private static final int KEPT_SLOTS = 1 << 12;

    private long[] slots = new long[FIRST_SLOTS];
    private int used;

    /** Adds a hash; whether it is new. */
    boolean add(long hash) {
        long value = hash == 0 ? 1 : hash; // an empty slot is 0
        int slot = find(value);
        if (slots[slot] == value) {
            return false;
        }
        slots[slot] = value;
        if (++used > slots.length / 4 * 3) {
            grow();
        }
        return true;
    }

    boolean contains(long hash) {
        long value = hash == 0 ? 1 : hash;
        return slots[find(value)] == value;
    }

    int size() {
        return used;
    }

    void clear() {
        if (slots.length > KEPT_SLOTS) {
            slots = new long[FIRST_SLOTS];
        } else if (used > 0) {
            Arrays.fill(slots, 0);
        }
        used = 0;
    }

    /** The slot that contains the value, or the one for it. */
    private int find(long value) {
        int mask = slots.length - 1;
        int slot = (int) value & mask;
        while (slots[slot] != 0 && slots[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[Math.multiplyExact(old.length, 2)];
        for (long value : old) {
            if (value != 0) {
                slots[find(value)] = value;
            }
        }
    }
}
