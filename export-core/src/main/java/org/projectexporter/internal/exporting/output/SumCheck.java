package org.projectexporter.internal.exporting.output;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.internal.io.Crc32c;

/** Compares what is read back, piece by piece, with the sums of what was written. Not thread-safe. */
final class SumCheck {
    private final VolumeFiles files;
    private final ChunkSums sums;
    private long at = -1;
    private int crc;

    SumCheck(VolumeFiles files, ChunkSums sums) {
        this.files = files;
        this.sums = sums;
    }

    /**
     * Checks what was read from {@code position} on. If that is neither the start of a chunk nor the end of the
     * previous piece, the rest of the chunk is skipped.
     *
     * @throws org.projectexporter.ExportException if it differs from what was written
     */
    void take(ByteBuffer data, long position) throws IOException {
        long from = position;
        while (data.hasRemaining()) {
            int length = (int) Math.min(data.remaining(), sums.nextKnown(from) - from);
            take(from, Crc32c.of(data.slice(data.position(), length)), length);
            data.position(data.position() + length);
            from += length;
        }
    }

    private void take(long from, int piece, int length) throws IOException {
        long start = sums.startOf(from);
        if (from != start && from != at) {
            at = -1;
            return;
        }
        crc = from == start ? piece : Crc32c.joined(crc, piece, length);
        at = from + length;
        Integer expected = sums.upTo(at);
        if (expected != null && expected != crc) {
            throw files.damage(start, at);
        }
    }
}
