package org.projectexporter.media.mhl;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * C4 identifiers: {@code c4} and a SHA-512 as a number of 88 digits to the base 58 (SMPTE ST 2114:2017, section 5). The
 * digits are in the order of ASCII, so identifiers are sorted like the digests.
 */
final class C4Id {
    private static final String PREFIX = "c4";
    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int LENGTH = 90;
    private static final int SHA512_BYTES = 64;

    private C4Id() {}

    /** The identifier of a SHA-512. */
    static String of(byte[] sha512) {
        char[] id = new char[LENGTH];
        BigInteger rest = new BigInteger(1, sha512);
        for (int i = LENGTH - 1; i >= PREFIX.length(); i--) {
            BigInteger[] divided = rest.divideAndRemainder(BASE);
            id[i] = DIGITS.charAt(divided[1].intValue());
            rest = divided[0];
        }
        PREFIX.getChars(0, PREFIX.length(), id, 0);
        return new String(id);
    }

    /**
     * The SHA-512 of an identifier.
     *
     * @throws IllegalArgumentException if it is not an identifier
     */
    static byte[] parse(String id) {
        if (id.length() != LENGTH || !id.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not a C4 identifier: " + id);
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = PREFIX.length(); i < LENGTH; i++) {
            int digit = DIGITS.indexOf(id.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException("not a C4 identifier: " + id);
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        if (number.bitLength() > SHA512_BYTES * Byte.SIZE) {
            throw new IllegalArgumentException("not a C4 identifier: " + id);
        }
        byte[] bytes = number.toByteArray(); // with a sign, or shorter
        byte[] sha512 = new byte[SHA512_BYTES];
        int length = Math.min(bytes.length, SHA512_BYTES);
        System.arraycopy(
                Arrays.copyOfRange(bytes, bytes.length - length, bytes.length),
                0,
                sha512,
                SHA512_BYTES - length,
                length);
        return sha512;
    }
}
