package org.projectexporter.lfs;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The oids of the objects that travel, 32 bytes each: a store may hold a million. They are added in ascending order, as a sorted
 * walk through a store finds them.
 */
final class OidSet {
    private static final int OID_BYTES = 32;

    private byte[] oids = new byte[64 * OID_BYTES];
    private int size;

    /**
     * Adds the greatest oid so far.
     *
     * @throws IllegalArgumentException if it is not greater than all before it
     */
    void add(String oid) {
        byte[] bytes = HexFormat.of().parseHex(oid);
        if (size > 0 && compare(size - 1, bytes) >= 0) {
            throw new IllegalArgumentException("not in ascending order: " + oid);
        }
        if ((size + 1) * OID_BYTES > oids.length) {
            oids = Arrays.copyOf(oids, Math.multiplyExact(oids.length, 2));
        }
        System.arraycopy(bytes, 0, oids, size * OID_BYTES, OID_BYTES);
        size++;
    }

    boolean contains(String oid) {
        byte[] bytes = HexFormat.of().parseHex(oid);
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, bytes);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    int size() {
        return size;
    }

    private int compare(int index, byte[] oid) {
        int from = index * OID_BYTES;
        return Arrays.compareUnsigned(oids, from, from + OID_BYTES, oid, 0, OID_BYTES);
    }
}
