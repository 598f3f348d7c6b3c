package org.projectexporter.internal.io;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC-32C of bytes that arrive in pieces, or of which some change later. A sum is an {@code int} that can be stored and
 * continued later, which {@link CRC32C} does not support.
 *
 * <p>A CRC is the rest of a division of polynomials over GF(2), so n more bytes multiply it by x^(8n) before theirs is
 * added, and a change adds the rest of the difference. The polynomial is that of RFC 3720, appendix B.4, with its bits
 * reversed; the highest bit of a sum is x^0.
 */
public final class Crc32c {
    private static final int POLYNOMIAL = 0x82f63b78;
    private static final int ONE = 1 << 31;
    private static final int X_TO_THE_8TH = 1 << 23;

    private Crc32c() {}

    /** The sum of the remaining bytes of a buffer, which are consumed. */
    public static int of(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** The sum of all bytes of an array. */
    public static int of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /** The sum of two consecutive pieces, computed from the sums of each. */
    public static int joined(int first, int second, long secondBytes) {
        return multiply(first, xTo8Times(secondBytes)) ^ second;
    }

    /**
     * The sum of bytes in which a range has been replaced by another one of the same length.
     *
     * @param whole sum of all bytes before the change
     * @param before sum of the old range
     * @param after sum of the new range
     * @param bytesBehind number of bytes after the range
     */
    public static int replaced(int whole, int before, int after, long bytesBehind) {
        return whole ^ multiply(before ^ after, xTo8Times(bytesBehind));
    }

    /** x^(8n), modulo the polynomial. */
    private static int xTo8Times(long n) {
        int result = ONE;
        int power = X_TO_THE_8TH;
        for (long left = n; left > 0; left >>>= 1) {
            if ((left & 1) != 0) {
                result = multiply(result, power);
            }
            power = multiply(power, power);
        }
        return result;
    }

    /** The product of two polynomials, modulo the polynomial. */
    private static int multiply(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            product ^= (a & bit) != 0 ? shifted : 0;
            shifted = (shifted >>> 1) ^ ((shifted & 1) != 0 ? POLYNOMIAL : 0);
        }
        return product;
    }
}
