package org.projectexporter.tar;

/** Zeros that fill up the last block of something. */
final class Padding {
    private Padding() {}

    /** Number of zeros behind {@code bytes} bytes. */
    static int of(long bytes) {
        return (int) (-bytes & (UstarHeader.BLOCK_BYTES - 1));
    }

    static boolean isZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
