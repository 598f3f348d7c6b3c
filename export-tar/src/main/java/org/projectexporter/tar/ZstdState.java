package org.projectexporter.tar;

import java.nio.ByteBuffer;

import org.projectexporter.ExportException.Reason;

/** The state of a {@link ZstdStream} between two frames: the number of bytes left of a piece that passes through. */
final class ZstdState {
    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Long.BYTES;

    private ZstdState() {}

    static byte[] of(long rawLeft) {
        return ByteBuffer.allocate(BYTES).put(VERSION).putLong(rawLeft).array();
    }

    static long rawLeft(byte[] state) throws TarException {
        if (state.length != BYTES || state[0] != VERSION) {
            throw new TarException(
                    Reason.OTHER_VERSION,
                    "the tar.zst to resume was begun by another version of this program; resume it with that version,"
                            + " or start over");
        }
        return ByteBuffer.wrap(state).getLong(1);
    }
}
