package org.projectexporter.tar;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The hash XXH64 with seed 0, whose low half is the checksum of a zstd frame (RFC 8878 section 3.1.1).
 *
 * @see <a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">xxHash fast digest algorithm,
 *     "XXH64"</a>
 */
final class XxHash64 {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    /** Four lanes of eight bytes. */
    private static final int STRIPE_BYTES = 32;

    /** The bytes after the last complete stripe. */
    private final ByteBuffer rest = ByteBuffer.allocate(STRIPE_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private long lane1;
    private long lane2;
    private long lane3;
    private long lane4;
    private long bytes;

    XxHash64() {
        reset();
    }

    void reset() {
        lane2 = PRIME_2;
        lane1 = lane2 + PRIME_1;
        lane3 = 0;
        lane4 = lane3 - PRIME_1;
        bytes = 0;
        rest.clear();
    }

    /** Hashes all of {@code data} without changing its position. */
    void update(ByteBuffer data) {
        ByteBuffer in = data.slice().order(ByteOrder.LITTLE_ENDIAN);
        bytes += in.remaining();
        if (rest.position() > 0) {
            fillRest(in);
        }
        if (in.remaining() >= STRIPE_BYTES) {
            stripes(in);
        }
        rest.put(in);
    }

    private void fillRest(ByteBuffer in) {
        int n = Math.min(rest.remaining(), in.remaining());
        rest.put(in.slice(in.position(), n));
        in.position(in.position() + n);
        if (!rest.hasRemaining()) {
            stripes(rest.flip());
            rest.clear();
        }
    }

    /** Hashes all complete stripes. Local variables keep the lanes in registers. */
    private void stripes(ByteBuffer in) {
        long a = lane1;
        long b = lane2;
        long c = lane3;
        long d = lane4;
        int at = in.position();
        for (int last = in.limit() - STRIPE_BYTES; at <= last; at += STRIPE_BYTES) {
            a = round(a, in.getLong(at));
            b = round(b, in.getLong(at + 8));
            c = round(c, in.getLong(at + 16));
            d = round(d, in.getLong(at + 24));
        }
        in.position(at);
        lane1 = a;
        lane2 = b;
        lane3 = c;
        lane4 = d;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    /** The hash of everything since the last reset. */
    long value() {
        long hash = bytes < STRIPE_BYTES ? PRIME_5 : merged();
        return avalanche(withRest(hash + bytes));
    }

    private long merged() {
        long hash = Long.rotateLeft(lane1, 1)
                + Long.rotateLeft(lane2, 7)
                + Long.rotateLeft(lane3, 12)
                + Long.rotateLeft(lane4, 18);
        for (long lane : new long[] {lane1, lane2, lane3, lane4}) {
            hash = (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
        }
        return hash;
    }

    private long withRest(long start) {
        long hash = start;
        ByteBuffer left = rest.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip();
        while (left.remaining() >= Long.BYTES) {
            hash = Long.rotateLeft(hash ^ round(0, left.getLong()), 27) * PRIME_1 + PRIME_4;
        }
        if (left.remaining() >= Integer.BYTES) {
            hash ^= Integer.toUnsignedLong(left.getInt()) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
        }
        while (left.hasRemaining()) {
            hash = Long.rotateLeft(hash ^ (left.get() & 0xff) * PRIME_5, 11) * PRIME_1;
        }
        return hash;
    }

    private static long avalanche(long start) {
        long hash = (start ^ start >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }
}
