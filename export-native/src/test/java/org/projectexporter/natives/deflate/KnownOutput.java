package org.projectexporter.natives.deflate;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What the library makes of a sample, on every system. */
final class KnownOutput {
    /** The first 16 bytes of a SHA-256 over the results of levels 1 to 9. */
    static final String DIGEST = "9e885a19e41b7460b909ceae1c7cb950";

    private static final int SAMPLE_BYTES = 20_000;
    private static final int LEVELS = 9;
    /** Few enough that matches of all lengths occur, at distances of all sizes. */
    private static final int WORDS = 400;

    private static final int LONGEST_WORD = 12;

    private KnownOutput() {}

    static String digest() {
        MessageDigest digest = newDigest();
        byte[] sample = sample();
        for (int level = 1; level <= LEVELS; level++) {
            try (LibdeflateCompressor compressor = new LibdeflateCompressor(level, SAMPLE_BYTES, SAMPLE_BYTES)) {
                compressor.input().put(0, sample);
                int bytes = compressor.compress(0, SAMPLE_BYTES, 0, SAMPLE_BYTES);
                ByteBuffer result = compressor.output().duplicate().limit(Math.max(0, bytes));
                digest.update(result);
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Words in an order that a linear congruential generator decides, with some noise in between. */
    static byte[] sample() {
        byte[] sample = new byte[SAMPLE_BYTES];
        long state = 1;
        int at = 0;
        while (at < SAMPLE_BYTES) {
            state = next(state);
            long word = next((state >>> 33) % WORDS);
            int letters = 2 + (int) ((word >>> 40) % (LONGEST_WORD - 1));
            for (int i = 0; i < letters && at < SAMPLE_BYTES; i++) {
                word = next(word);
                sample[at++] = (byte) ((state >>> 60) == 0 ? state >>> (8 + i) : 'a' + (word >>> 33) % 26);
            }
            if (at < SAMPLE_BYTES) {
                sample[at++] = ' ';
            }
        }
        return sample;
    }

    /** Knuth's MMIX. */
    private static long next(long state) {
        return state * 6364136223846793005L + 1442695040888963407L;
    }
}
