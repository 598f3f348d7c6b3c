package org.projectexporter.internal.exporting.estimate;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Bytes that stand in for content that is not read: random, so that no format makes them shorter. */
final class Filler {
    /** More than any format looks back, so that no part is recognized. */
    private static final int BYTES = 5 << 20;

    private final byte[] bytes = new byte[BYTES];
    private int at;

    Filler() {
        new SplittableRandom(1).nextBytes(bytes);
    }

    /** The next bytes, at most {@code most}. */
    ByteBuffer next(long most) {
        int count = (int) Math.min(most, BYTES - at);
        ByteBuffer next = ByteBuffer.wrap(bytes, at, count);
        at = (at + count) % BYTES;
        return next;
    }
}
