package org.projectexporter.natives.deflate;

import java.util.Arrays;

/** A Huffman code as in RFC 1951 section 3.2.2, to be read. Can be set again. */
final class HuffmanCode {
    /** The number of bits of a found code is in the lower bits of the result, its symbol in the others. */
    static final int LENGTH_BITS = 4;

    static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    private static final int MOST_BITS = 15;
    /** Codes up to this length are found by one access. */
    private static final int FAST_BITS = 11;

    private static final int FAST_MASK = (1 << FAST_BITS) - 1;

    private final short[] fast = new short[1 << FAST_BITS];
    private final int[] counts = new int[MOST_BITS + 1];
    private final int[] firstOfLength = new int[MOST_BITS + 2];
    private final short[] symbols;
    private final int[] next = new int[MOST_BITS + 1];

    HuffmanCode(int mostSymbols) {
        symbols = new short[mostSymbols];
    }

    /** Sets the code whose lengths are {@code size} elements from {@code from} on; 0 is a symbol without a code. */
    void set(byte[] lengths, int from, int size) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < size; i++) {
            counts[lengths[from + i]]++;
        }
        counts[0] = 0;
        Arrays.fill(fast, (short) 0);
        int code = 0;
        for (int bits = 1; bits <= MOST_BITS; bits++) {
            code = (code + counts[bits - 1]) << 1;
            next[bits] = code;
            firstOfLength[bits + 1] = firstOfLength[bits] + counts[bits];
        }
        int[] place = Arrays.copyOf(firstOfLength, MOST_BITS + 1);
        for (int symbol = 0; symbol < size; symbol++) {
            int bits = lengths[from + symbol];
            if (bits > 0) {
                symbols[place[bits]++] = (short) symbol;
                enter(symbol, bits, next[bits]++);
            }
        }
    }

    /** Codes are packed with their highest bit first (RFC 1951 section 3.1.1). */
    private void enter(int symbol, int bits, int code) {
        int reversed = Integer.reverse(code) >>> (Integer.SIZE - bits);
        for (int i = reversed; bits <= FAST_BITS && i <= FAST_MASK; i += 1 << bits) {
            fast[i] = (short) (symbol << LENGTH_BITS | bits);
        }
    }

    /** The code at the lowest bits of {@code word}. */
    int find(long word) {
        int found = fast[(int) word & FAST_MASK];
        return found != 0 ? found : findLong(word);
    }

    private int findLong(long word) {
        int code = 0;
        int first = 0;
        for (int bits = 1; bits <= MOST_BITS; bits++) {
            code = code << 1 | (int) (word >>> (bits - 1)) & 1;
            if (code - first < counts[bits]) {
                return symbols[firstOfLength[bits] + code - first] << LENGTH_BITS | bits;
            }
            first = (first + counts[bits]) << 1;
        }
        throw new IllegalStateException("not a code of this deflate block");
    }
}
