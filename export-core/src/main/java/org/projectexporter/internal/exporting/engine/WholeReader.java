package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;

import org.projectexporter.internal.exporting.database.DatabaseState;
import org.projectexporter.internal.exporting.plan.UnreadableEntryException;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.files.SealFormat;

/**
 * Reads a file that fits into its blocks; reads it again if it was written to meanwhile, up to three times, so that the
 * archive contains one consistent state of it.
 */
final class WholeReader implements Callable<Job.Single> {
    private static final int READINGS = 4;

    private final PlannedEntry entry;
    private final List<ByteBuffer> blocks;
    private final ContentOpener opener;

    /** One reading: the number of bytes, and whether they are of one state. */
    private record Reading(long size, @Nullable FileStat stat, boolean settled) {}

    WholeReader(PlannedEntry entry, List<ByteBuffer> blocks, ContentOpener opener) {
        this.entry = entry;
        this.blocks = blocks;
        this.opener = opener;
    }

    @Override
    public Job.Single call() throws IOException {
        try {
            Reading reading = read(null);
            DatabaseState database = opener.databases().of(entry, blocks.get(0), opener);
            if (database != null) {
                return new Job.Whole(result(readAsIn(database, reading)));
            }
            for (int i = 1; i < READINGS && !reading.settled; i++) {
                ContentOpener.awaitRest();
                opener.close(); // another folder may have replaced one that is kept open
                reading = read(reading.stat);
            }
            return new Job.Whole(result(reading));
        } catch (NoSuchFileException e) {
            return new Job.Absent(entry, null);
        } catch (UnreadableEntryException e) {
            if (!opener.unreadable().areSkipped()) {
                throw e;
            }
            return new Job.Absent(entry, e);
        }
    }

    /**
     * Reads the file until it is as in a state of its database. That state was found by reading it at least twice, so
     * nothing has to be waited for.
     */
    private Reading readAsIn(DatabaseState database, Reading first) throws IOException {
        Reading reading = first;
        for (int i = 1; i < READINGS && database.settled() && !agrees(database, reading); i++) {
            reading = read(null);
        }
        return new Reading(reading.size, reading.stat, agrees(database, reading));
    }

    private boolean agrees(DatabaseState database, Reading reading) {
        return database.agreesWith(
                entry.path(), reading.size == 0 ? null : sums(null).sha256());
    }

    /**
     * Reads the file.
     *
     * @param earlier the file's attributes a moment ago; null if unknown
     */
    private Reading read(@Nullable FileStat earlier) throws IOException {
        blocks.forEach(ByteBuffer::clear);
        try (ContentOpener.Stream in = opener.open(entry)) {
            FileStat before = in.before();
            long size = 0;
            boolean atEnd = false;
            for (ByteBuffer block : blocks) {
                size += fill(block, in, before == null ? -1 : before.size() - size);
                atEnd = block.hasRemaining();
                block.flip();
            }
            atEnd = atEnd || in.read(ByteBuffer.allocate(1)) < 0;
            FileStat after = in.stat();
            boolean same = before == null || (after != null && before.sameAs(after) && before.size() == size);
            return new Reading(size, after, atEnd && same && isAtRest(in, earlier));
        }
    }

    private static boolean isAtRest(ContentOpener.Stream in, @Nullable FileStat earlier) {
        FileStat before = in.before();
        return !in.isJustWritten() || (before != null && earlier != null && earlier.sameAs(before));
    }

    /**
     * Reads until the block is full or the file ends. A read for more bytes that returns the {@code expected} number is
     * considered the end, which the size after the reading must confirm. So most files need only one system call.
     */
    private static int fill(ByteBuffer block, ContentOpener.Stream in, long expected) throws IOException {
        int count = 0;
        while (block.hasRemaining() && (count == 0 || count != expected)) {
            int n = in.readOnce(block);
            if (n < 0) {
                return count;
            }
            count += n;
        }
        return count;
    }

    private Job.WholeFile result(Reading reading) {
        Checksums sums = sums(opener.sealDigest(entry.path()));
        return new Job.WholeFile(
                asFound(reading),
                blocks,
                sums.sha256(),
                sums.crc32(),
                sums.seal(),
                reading.stat,
                reading.settled ? null : "was written to while it was read");
    }

    private Checksums sums(SealFormat.@Nullable Digest seal) {
        Checksums sums = new Checksums(seal);
        blocks.forEach(sums::update);
        return sums;
    }

    private PlannedEntry asFound(Reading reading) {
        return reading.stat == null ? entry : entry.asFound(reading.size, reading.stat);
    }
}
