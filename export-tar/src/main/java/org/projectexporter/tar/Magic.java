package org.projectexporter.tar;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first bytes by which the formats are recognized. */
final class Magic {
    /** RFC 1952 section 2.3.1, in little-endian order. */
    private static final short GZIP = (short) 0x8b1f;
    /** RFC 8878 section 3.1.2: a skippable frame has one of 16 numbers; pzstd begins with one. */
    private static final int SKIPPABLE = 0x184D2A50;

    private static final int SKIPPABLE_MASK = 0xFFFFFFF0;
    /** The beginning that POSIX and GNU tar have in common. */
    private static final byte[] USTAR = "ustar".getBytes(StandardCharsets.US_ASCII);

    private static final int USTAR_AT = 257;

    private Magic() {}

    static boolean isTar(ByteBuffer start) {
        byte[] found = new byte[USTAR.length];
        if (start.remaining() < UstarHeader.BLOCK_BYTES) {
            return false;
        }
        start.duplicate().position(start.position() + USTAR_AT).get(found);
        return Arrays.equals(found, USTAR);
    }

    static boolean isGzip(ByteBuffer start) {
        return start.remaining() >= Short.BYTES && littleEndian(start).getShort() == GZIP;
    }

    static boolean isZstd(ByteBuffer start) {
        int magic = start.remaining() >= Integer.BYTES ? littleEndian(start).getInt() : 0;
        return magic == ZstdFrames.MAGIC || (magic & SKIPPABLE_MASK) == SKIPPABLE;
    }

    private static ByteBuffer littleEndian(ByteBuffer start) {
        return start.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
}
