package org.projectexporter.internal.exporting.journal;

import java.io.IOException;
import java.util.Arrays;

import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/** The CRC-32C of each chunk of an archive, by the chunk's number: four bytes for a MiB. Not thread-safe. */
public final class SumTable {
    private int[] sums = new int[64];
    private int count;

    /**
     * A chunk and its sum.
     *
     * @param chunk its number, from 0
     */
    public record Sum(int chunk, int crc32c) {
        static void write(WireWriter out, Sum sum) throws IOException {
            out.writeInt(sum.chunk);
            out.writeInt(sum.crc32c);
        }

        static Sum read(WireReader in) throws IOException {
            return new Sum(in.readInt(), in.readInt());
        }
    }

    /** Number of chunks that have a sum. */
    public int count() {
        return count;
    }

    /** The sum of a chunk that has one. */
    public int get(int chunk) {
        if (chunk >= count) {
            throw new IllegalArgumentException("chunk " + chunk + " has no sum");
        }
        return sums[chunk];
    }

    /** Sets the sum of a chunk that has one, or of the next one. */
    public void set(int chunk, int crc32c) {
        if (chunk < 0 || chunk > count) {
            throw new IllegalArgumentException("chunk " + chunk + " follows on " + count);
        }
        if (chunk == sums.length) {
            sums = Arrays.copyOf(sums, 2 * chunk);
        }
        sums[chunk] = crc32c;
        count = Math.max(count, chunk + 1);
    }

    /** Removes the sums of all chunks except the first ones. */
    public void cutBack(int chunks) {
        count = Math.min(count, chunks);
    }
}
