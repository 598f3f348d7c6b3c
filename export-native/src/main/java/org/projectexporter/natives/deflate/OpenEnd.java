package org.projectexporter.natives.deflate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Makes a complete stream a piece after which another can follow, as a sync flush of zlib does: its last block is no
 * longer marked as the last, and if it ends within a byte, an empty stored block follows, whose end is on a byte
 * boundary (RFC 1951 sections 3.2.3 and 3.2.4).
 */
final class OpenEnd {
    /** By how much a piece can become longer: the rest of a header, and the length of the empty block. */
    static final int MOST_BYTES = 5;

    /** How far beyond the stream the buffer must be readable. */
    static final int READ_BEYOND_BYTES = Long.BYTES;

    private static final int STORED_HEADER_BITS = 3;
    /** LEN and NLEN of an empty stored block. */
    private static final int EMPTY = 0xFFFF_0000;

    private final BlockWalk walk = new BlockWalk();

    /**
     * Opens the end.
     *
     * @param stream has the stream at its start
     * @param bytes size of the stream
     * @param contentBytes size of its content
     * @return the new size of the stream
     * @throws IllegalStateException if it is not a stream of that size with content of that size
     */
    int open(ByteBuffer stream, int bytes, int contentBytes) {
        ByteBuffer data = stream.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
        walk.walk(data, bytes);
        if (walk.contentBytes() != contentBytes || walk.endBit() + Byte.SIZE <= (long) bytes * Byte.SIZE) {
            throw new IllegalStateException("a stream of " + bytes + " bytes, which should contain " + contentBytes
                    + ", contains " + walk.contentBytes() + " and ends at bit " + walk.endBit());
        }
        clear(data, walk.lastBlockBit());
        int usedBits = (int) (walk.endBit() % Byte.SIZE);
        return usedBits == 0 ? bytes : align(data, bytes, usedBits);
    }

    private static void clear(ByteBuffer data, long bit) {
        int at = (int) (bit / Byte.SIZE);
        data.put(at, (byte) (data.get(at) & ~(1 << (bit % Byte.SIZE))));
    }

    /** Of the last byte, {@code usedBits} bits are used; the others are padding. */
    private static int align(ByteBuffer data, int bytes, int usedBits) {
        data.put(bytes - 1, (byte) (data.get(bytes - 1) & ((1 << usedBits) - 1)));
        int at = bytes;
        if (usedBits + STORED_HEADER_BITS > Byte.SIZE) {
            data.put(at++, (byte) 0);
        }
        data.putInt(at, EMPTY);
        return at + Integer.BYTES;
    }
}
