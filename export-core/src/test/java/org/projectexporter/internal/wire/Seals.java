package org.projectexporter.internal.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.projectexporter.internal.io.Crc32c;

/** Makes the checksums of a file that was changed right again, so that a test reaches what is behind them. */
public final class Seals {
    private static final int HEADER_SUM = FileKind.HEADER_BYTES - Integer.BYTES;

    private Seals() {}

    /** A {@link KeptFile} with both of its checksums right. */
    public static byte[] sealed(byte[] file) {
        byte[] sealed = file.clone();
        sum(sealed, HEADER_SUM);
        sum(sealed, sealed.length - Integer.BYTES);
        return sealed;
    }

    /** A file whose header's checksum is right. */
    public static byte[] headerSealed(byte[] file) {
        byte[] sealed = file.clone();
        sum(sealed, HEADER_SUM);
        return sealed;
    }

    private static void sum(byte[] file, int at) {
        if (at >= 0 && at + Integer.BYTES <= file.length) {
            ByteBuffer.wrap(file).putInt(at, Crc32c.of(Arrays.copyOf(file, at)));
        }
    }
}
