package org.projectexporter.tar;

import java.nio.ByteBuffer;

import org.projectexporter.ExportException.Reason;

/** What a {@link ZstdStream} that is between two frames remembers: how much is left of a piece that passes through. */
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
                    Reason.NOT_RESUMABLE, "the state to go on from is of another version of this program");
        }
        return ByteBuffer.wrap(state).getLong(1);
    }
}
