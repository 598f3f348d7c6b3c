package org.projectexporter.internal.exporting.output;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.projectexporter.internal.exporting.journal.SumTable;
import org.projectexporter.internal.io.Crc32c;

/**
 * CRC-32C of each chunk of an archive as it was written: of each MiB, and of the rest at the end of a volume. The sums
 * are computed when bytes are written to the disk, recorded in the journal, and compared when the archive is read back.
 * Thread-safe.
 */
final class ChunkSums {
    static final int CHUNK_BYTES = 1 << 20;

    private final long volumeBytes;
    private final long chunksOfVolume;
    private final SumTable sums;
    private final SortedSet<Integer> changed = new TreeSet<>();
    private long end;
    /** How far an earlier run got, and the sum of its last chunk up to there. */
    private final long resumedAt;

    private int resumedSum;

    /** The sums of a new archive. */
    ChunkSums(long volumeBytes) {
        this(volumeBytes, new SumTable(), 0);
    }

    /**
     * The sums of an archive that is resumed.
     *
     * @param sums the sums in the journal
     * @param end number of bytes that exist; the last sum covers their part of the last chunk
     */
    ChunkSums(long volumeBytes, SumTable sums, long end) {
        this.volumeBytes = volumeBytes;
        this.chunksOfVolume = (volumeBytes - 1) / CHUNK_BYTES + 1;
        this.sums = sums;
        this.end = end;
        this.resumedAt = end;
        int chunks = end == 0 ? 0 : number(end - 1) + 1;
        sums.cutBack(chunks);
        if (chunks > 0) {
            resumedSum = sums.get(chunks - 1);
        }
    }

    /** The number of the chunk that the byte at {@code position} is in. */
    int number(long position) {
        return Math.toIntExact(position / volumeBytes * chunksOfVolume + position % volumeBytes / CHUNK_BYTES);
    }

    /** The first byte of the chunk that the byte at {@code position} is in. */
    long startOf(long position) {
        return position - position % volumeBytes % CHUNK_BYTES;
    }

    /** The first byte after the chunk that the byte at {@code position} is in. */
    private long endOf(long position) {
        long inVolume = position % volumeBytes;
        return position - inVolume + Math.min(volumeBytes, (inVolume / CHUNK_BYTES + 1) * CHUNK_BYTES);
    }

    /** Adds the bytes that follow the known ones. */
    synchronized void append(ByteBuffer data) {
        while (data.hasRemaining()) {
            int length = (int) Math.min(data.remaining(), endOf(end) - end);
            int piece = Crc32c.of(data.slice(data.position(), length));
            data.position(data.position() + length);
            int chunk = number(end);
            sums.set(chunk, startOf(end) == end ? piece : Crc32c.joined(sums.get(chunk), piece, length));
            changed.add(chunk);
            end += length;
        }
    }

    /** Updates the sums for bytes that are overwritten. */
    synchronized void replace(long position, byte[] before, byte[] after) {
        int done = 0;
        while (done < before.length) {
            long from = position + done;
            int length = (int) Math.min(before.length - done, endOf(from) - from);
            replaceInChunk(from, ByteBuffer.wrap(before, done, length), ByteBuffer.wrap(after, done, length));
            done += length;
        }
    }

    private void replaceInChunk(long from, ByteBuffer before, ByteBuffer after) {
        int chunk = number(from);
        long behind = Math.min(end, endOf(from)) - from - before.remaining();
        replaceBeforeResumed(from, before.duplicate(), after.duplicate());
        sums.set(chunk, Crc32c.replaced(sums.get(chunk), Crc32c.of(before), Crc32c.of(after), behind));
        changed.add(chunk);
    }

    private void replaceBeforeResumed(long from, ByteBuffer before, ByteBuffer after) {
        if (from < resumedAt && startOf(from) == startOf(resumedAt - 1)) {
            int length = (int) Math.min(before.remaining(), resumedAt - from);
            before.limit(before.position() + length);
            after.limit(after.position() + length);
            long behind = resumedAt - from - length;
            resumedSum = Crc32c.replaced(resumedSum, Crc32c.of(before), Crc32c.of(after), behind);
        }
    }

    /** The chunks that were added or changed since the last call. */
    synchronized List<SumTable.Sum> takeChanged() {
        List<SumTable.Sum> taken = new ArrayList<>();
        for (int chunk : changed) {
            taken.add(new SumTable.Sum(chunk, sums.get(chunk)));
        }
        changed.clear();
        return taken;
    }

    /** The next position after {@code position} for which {@link #upTo} may have a sum. */
    synchronized long nextKnown(long position) {
        long next = endOf(position);
        next = position < resumedAt ? Math.min(next, resumedAt) : next;
        return position < end ? Math.min(next, end) : next;
    }

    /**
     * The sum of a chunk from its start to {@code position}, which is within it or directly after it; null if not
     * known.
     */
    synchronized @Nullable Integer upTo(long position) {
        if (position == resumedAt) {
            return resumedSum;
        }
        boolean known = position <= end && (position == end || position == endOf(position - 1));
        return known ? sums.get(number(position - 1)) : null;
    }
}
