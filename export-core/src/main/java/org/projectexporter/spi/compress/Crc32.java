package org.projectexporter.spi.compress;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A CRC-32 that can go on from a value: {@link java.util.zip.CRC32} begins with nothing. Used by one thread.
 *
 * <p>A CRC is the remainder of a polynomial over GF(2) (ISO 3309; RFC 1952 section 8), so those of two pieces make that of the
 * whole: the first is moved up by the second's length, which is a multiplication by a power of x, and the second is added.
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

    /** Of nothing yet. */
    public Crc32() {
        this(0);
    }

    /** Goes on from {@code value}, as {@link #value} has told it. */
    public Crc32(long value) {
        before = value;
    }

    /** Takes the remaining bytes of {@code data}, and leaves its position alone. */
    public void update(ByteBuffer data) {
        bytesSince += data.remaining();
        since.update(data.duplicate());
    }

    /** The CRC of all so far, as in {@link java.util.zip.CRC32#getValue}. */
    public long value() {
        return combine(before, since.getValue(), bytesSince);
    }

    /** The CRC of two pieces, one behind the other: those of each, and the length of the second. */
    public static long combine(long first, long second, long secondBytes) {
        return (multiply((int) first, powerOfByte(secondBytes)) ^ (int) second) & 0xFFFF_FFFFL;
    }

    /** By squaring: one step for each bit of {@code exponent}. */
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
        int shifted = b; // b times x to the power of the bit at hand
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = shifted >>> 1 ^ ((shifted & 1) == 0 ? 0 : DIVISOR);
        }
        return product;
    }
}
