package org.projectexporter.natives.deflate;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Walks through a complete stream (RFC 1951) without inflating it, to find where its last block begins and ends. The
 * streams are our own, so a defect is an internal error.
 */
final class BlockWalk {
    private static final int END_OF_BLOCK = 256;
    private static final int LITERALS = 288;
    private static final int DISTANCES = 32;

    /** RFC 1951 section 3.2.5: extra bits and first value of the length symbols from 257 on. */
    private static final int[] LENGTH_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };

    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };

    /** RFC 1951 section 3.2.7: the order in which the lengths of the code for lengths are given. */
    private static final int[] LENGTHS_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final HuffmanCode literals = new HuffmanCode(LITERALS);
    private final HuffmanCode distances = new HuffmanCode(DISTANCES);
    private final HuffmanCode lengthCodes = new HuffmanCode(LENGTHS_ORDER.length);
    private final byte[] lengths = new byte[LITERALS + DISTANCES];

    private ByteBuffer data = ByteBuffer.allocate(0);
    private long limitBit;
    private long bit;
    private long lastBlockBit;
    private long contentBytes;

    /**
     * Walks to the end of the stream.
     *
     * @param stream in little-endian order; readable 8 bytes beyond the stream
     * @param bytes size of the stream
     */
    void walk(ByteBuffer stream, int bytes) {
        data = stream;
        limitBit = (long) bytes * Byte.SIZE;
        bit = 0;
        contentBytes = 0;
        boolean last = false;
        while (!last) {
            lastBlockBit = bit;
            last = take(1) != 0;
            block(take(2));
            if (bit > limitBit) {
                throw new IllegalStateException("the deflate stream does not end within " + bytes + " bytes");
            }
        }
    }

    /** The position of the mark of the last block, BFINAL. */
    long lastBlockBit() {
        return lastBlockBit;
    }

    /** The position after the last block. */
    long endBit() {
        return bit;
    }

    /** The size of the stream's content. */
    long contentBytes() {
        return contentBytes;
    }

    /** At least 57 bits. */
    private long word() {
        return data.getLong((int) (bit >>> 3)) >>> (bit & 7);
    }

    private int take(int bits) {
        int value = (int) word() & ((1 << bits) - 1);
        bit += bits;
        return value;
    }

    private void block(int type) {
        switch (type) {
            case 0 -> stored();
            case 1 -> {
                fixedCodes();
                symbols();
            }
            case 2 -> {
                dynamicCodes();
                symbols();
            }
            default -> throw new IllegalStateException("a deflate block has the type " + type);
        }
    }

    private void stored() {
        bit = (bit + 7) & ~7L;
        int size = take(16);
        bit += 16 + (long) size * Byte.SIZE;
        contentBytes += size;
    }

    /** RFC 1951 section 3.2.6. */
    private void fixedCodes() {
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, LITERALS, (byte) 8);
        Arrays.fill(lengths, LITERALS, LITERALS + DISTANCES, (byte) 5);
        literals.set(lengths, 0, LITERALS);
        distances.set(lengths, LITERALS, DISTANCES);
    }

    /** RFC 1951 section 3.2.7. */
    private void dynamicCodes() {
        int literalCount = take(5) + 257;
        int distanceCount = take(5) + 1;
        int lengthCount = take(4) + 4;
        Arrays.fill(lengths, 0, LENGTHS_ORDER.length, (byte) 0);
        for (int i = 0; i < lengthCount; i++) {
            lengths[LENGTHS_ORDER[i]] = (byte) take(3);
        }
        lengthCodes.set(lengths, 0, LENGTHS_ORDER.length);
        int i = 0;
        while (i < literalCount + distanceCount) {
            i = lengthsFrom(i);
        }
        literals.set(lengths, 0, literalCount);
        distances.set(lengths, literalCount, distanceCount);
    }

    private int lengthsFrom(int i) {
        int found = lengthCodes.find(word());
        bit += found & HuffmanCode.LENGTH_MASK;
        int symbol = found >>> HuffmanCode.LENGTH_BITS;
        return switch (symbol) {
            case 16 -> repeat(i, lengths[i - 1], 3 + take(2));
            case 17 -> repeat(i, (byte) 0, 3 + take(3));
            case 18 -> repeat(i, (byte) 0, 11 + take(7));
            default -> repeat(i, (byte) symbol, 1);
        };
    }

    private int repeat(int from, byte length, int times) {
        Arrays.fill(lengths, from, from + times, length);
        return from + times;
    }

    /** A length and its distance take at most 48 bits, which are less than a {@link #word}. */
    private void symbols() {
        while (bit <= limitBit) {
            long word = word();
            int found = literals.find(word);
            int bits = found & HuffmanCode.LENGTH_MASK;
            int symbol = found >>> HuffmanCode.LENGTH_BITS;
            if (symbol < END_OF_BLOCK) {
                bit += bits;
                contentBytes++;
            } else if (symbol == END_OF_BLOCK) {
                bit += bits;
                return;
            } else {
                bit += match(word >>> bits, symbol - END_OF_BLOCK - 1) + bits;
            }
        }
    }

    private int match(long word, int length) {
        int extra = LENGTH_EXTRA[length];
        contentBytes += LENGTH_BASE[length] + (word & ((1 << extra) - 1));
        int found = distances.find(word >>> extra);
        int distance = found >>> HuffmanCode.LENGTH_BITS;
        return extra + (found & HuffmanCode.LENGTH_MASK) + Math.max(0, distance / 2 - 1);
    }
}
