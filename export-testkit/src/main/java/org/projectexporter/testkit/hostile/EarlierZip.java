package org.projectexporter.testkit.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A zip as it was written before large stored content was aligned: without padding in its local headers. */
public final class EarlierZip {
    private static final int PADDING = 0xD935;
    private static final int FIELD_BYTES = 4;

    private EarlierZip() {}

    /** The same entries as in an export of less than 2 GiB, without padding. */
    public static byte[] of(byte[] export) {
        ZipParts zip = new ZipParts(export);
        zip.entries.forEach(entry -> entry.localExtra = withoutPadding(entry.localExtra));
        return zip.toBytes();
    }

    /** Padding is the last field. */
    private static byte[] withoutPadding(byte[] extra) {
        ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < extra.length; ) {
            if (Short.toUnsignedInt(fields.getShort(at)) == PADDING) {
                return Arrays.copyOf(extra, at);
            }
            at += FIELD_BYTES + Short.toUnsignedInt(fields.getShort(at + 2));
        }
        return extra;
    }
}
