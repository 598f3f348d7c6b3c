package org.projectexporter.tar;

/** Zeros that pad data to a multiple of the block size. */
final class Padding {
    private Padding() {}

    /** The number of zeros after {@code bytes} bytes. */
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
