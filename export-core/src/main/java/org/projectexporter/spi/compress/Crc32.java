package org.projectexporter.spi.compress;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A CRC-32 that can be continued from a value, unlike {@link java.util.zip.CRC32}. Used by one thread.
 *
 * <p>A CRC is the remainder of a polynomial over GF(2) (ISO 3309; RFC 1952 section 8), so the CRC of the
 * whole follows from those of two pieces: the first is shifted by the second's length, which is a multiplication by a
 * power of x, and the second is added.
 */
public final class Crc32 {
    /** The divisor, without its highest term, the lowest power in the highest bit. */
    private static final int DIVISOR = 0xEDB88320;

    private static final int ONE = 1 << 31;
    /** x to the power of 8: a byte's worth. */
    private static final int BYTE = ONE >>> 8;

    private final long before;
    private final CRC32 since = new CRC32();
    private long bytesSince;

    /** The CRC of no bytes yet. */
    public Crc32() {
        this(0);
    }

    /**
     * Continues an earlier computation.
     *
     * @param value a result of {@link #value}
     */
    public Crc32(long value) {
        before = value;
    }

    /**
     * Adds the remaining bytes of {@code data}, and does not change its position.
     *
     * @param data the bytes between its position and limit
     */
    public void update(ByteBuffer data) {
        bytesSince += data.remaining();
        since.update(data.duplicate());
    }

    /** {@return the CRC of all bytes so far, as in {@link java.util.zip.CRC32#getValue}} */
    public long value() {
        return combine(before, since.getValue(), bytesSince);
    }

    /**
     * {@return the CRC of two consecutive pieces}
     *
     * @param first the CRC of the first piece
     * @param second the CRC of the second piece
     * @param secondBytes the length of the second piece in bytes
     */
    public static long combine(long first, long second, long secondBytes) {
        return (multiply((int) first, powerOfByte(secondBytes)) ^ (int) second) & 0xFFFF_FFFFL;
    }

    /** A power by squaring: one step for each bit of {@code exponent}. */
    private static int powerOfByte(long exponent) {
        int power = ONE;
        int square = BYTE;
        for (long left = exponent; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                power = multiply(power, square);
            }
            square = multiply(square, square);
        }
        return power;
    }

    /** The product of two polynomials, modulo the divisor. */
    private static int multiply(int a, int b) {
        int product = 0;
        int shifted = b; // b times x to the power of the current bit
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = shifted >>> 1 ^ ((shifted & 1) == 0 ? 0 : DIVISOR);
        }
        return product;
    }
}
