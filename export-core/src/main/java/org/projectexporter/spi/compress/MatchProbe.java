package org.projectexporter.spi.compress;

import java.util.function.Function;
import java.util.zip.Deflater;

/**
 * Determines from a sample whether matches are worthwhile for deflate (RFC 1951 section 4). In sound and noisy pictures
 * it finds many short ones, slowly, and they save almost nothing compared to Huffman codes alone, which are ten times
 * as fast.
 */
final class MatchProbe {
    /** Smaller content is not sampled, since it is compressed quickly anyway. */
    private static final int SAMPLED_BYTES = 1 << 16;

    private static final int SLICES = 4;
    private static final int SLICE_BYTES = 1 << 13;
    private static final byte[] NOTHING = {};

    private MatchProbe() {}

    /** Whether to look for matches: true unless they would save less than a sixteenth. Depends only on the bytes. */
    static boolean worthwhile(byte[] data, int from, int bytes) {
        if (bytes < SAMPLED_BYTES) {
            return true;
        }
        byte[] sample = new byte[SLICES * SLICE_BYTES];
        for (int i = 0; i < SLICES; i++) {
            System.arraycopy(data, from + i * (bytes / SLICES), sample, i * SLICE_BYTES, SLICE_BYTES);
        }
        int without = without(huffman -> deflatedBytes(sample, huffman));
        return deflatedBytes(sample) < without - without / 16;
    }

    private static int deflatedBytes(byte[] sample) {
        Deflater fastest = new Deflater(Deflater.BEST_SPEED, true);
        try {
            return deflatedBytes(sample, fastest);
        } finally {
            fastest.end();
        }
    }

    private static int deflatedBytes(byte[] sample, Deflater by) {
        by.setInput(sample);
        by.finish();
        byte[] sink = new byte[2 * sample.length];
        return by.deflate(sink);
    }

    /** Runs {@code task} with a deflater that finds no matches, for one stream. */
    static <T> T without(Function<Deflater, T> task) {
        Deflater huffman = new Deflater(Deflater.BEST_SPEED, true);
        try {
            huffman.setStrategy(Deflater.HUFFMAN_ONLY);
            huffman.deflate(NOTHING); // which applies the strategy, and nothing else
            return task.apply(huffman);
        } finally {
            huffman.end();
        }
    }
}
