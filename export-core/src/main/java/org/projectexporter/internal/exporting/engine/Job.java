package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

import org.projectexporter.internal.exporting.plan.UnreadableEntryException;
import org.projectexporter.internal.io.BlockPool;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;

/** One entry on its way from the readers to the writer. */
sealed interface Job {
    /** A job for one entry. */
    sealed interface Single extends Job {
        PlannedEntry entry();
    }

    /**
     * Small entries that only have to be appended.
     *
     * @param entries as found
     * @param group the entries as bytes of the archive
     * @param records what the ledger records of them
     */
    record Encoded(List<PlannedEntry> entries, ArchiveWriter.Group group, Ledger.Records records) implements Job {}

    /** An entry without content. */
    record Bare(PlannedEntry entry) implements Single {}

    /** An entry that the archive gets later, with new content. */
    record Deferred(PlannedEntry entry) implements Single {}

    /**
     * A file that is not in the archive.
     *
     * @param unreadable the error, if it exists but cannot be read; null if it vanished before it was read
     */
    record Absent(PlannedEntry entry, @Nullable UnreadableEntryException unreadable) implements Single {}

    /** A file that was read completely before its header is written. */
    record Whole(WholeFile file) implements Single {
        @Override
        public PlannedEntry entry() {
            return file.entry();
        }
    }

    /**
     * A file that is too large for that. Its parts come one by one: {@link Start}, {@link Data}, {@link End}.
     *
     * @param from not null if an earlier run wrote a part of it
     * @param pool of the blocks of its parts
     */
    record Streamed(
            PlannedEntry entry, @Nullable Continuation from, BlockPool<ByteBuffer> pool, BlockingDeque<Part> parts)
            implements Single {
        Streamed(PlannedEntry entry, @Nullable Continuation from, BlockPool<ByteBuffer> pool) {
            this(entry, from, pool, new LinkedBlockingDeque<>());
        }
    }

    /**
     * A file that the archive may share. Nothing of it is read ahead; when its turn has come, {@link Sharing} makes
     * another job of it.
     *
     * @param stat of the file, when its first bytes decided that it is stored
     * @param blocks to read it; valid until the next job is taken
     */
    record Shareable(PlannedEntry entry, FileStat stat, List<ByteBuffer> blocks) implements Single {}

    /** An element in the queue of a streamed file. */
    sealed interface Part {}

    /**
     * The file was opened.
     *
     * @param entry the entry as found, which fixes its size
     * @param stat of the file; null for captured bytes
     * @param compress whether it is worth compressing
     * @param contentClass its class
     * @param crc32 of its content, if a header needs it, else {@link org.projectexporter.spi.ArchiveEntry#CRC_UNKNOWN}
     */
    record Start(PlannedEntry entry, @Nullable FileStat stat, boolean compress, ContentClass contentClass, long crc32)
            implements Part {}

    /**
     * A block to be written and recycled.
     *
     * @param sha256 of the content up to the end of the block
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Data(ByteBuffer block, byte[] sha256) implements Part {}

    /**
     * The file is not in the archive, since it vanished or cannot be read; nothing precedes this.
     *
     * @param unreadable as in {@link Job.Absent}
     */
    record Gone(@Nullable UnreadableEntryException unreadable) implements Part {}

    /**
     * The end of a streamed file.
     *
     * @param sha256 of all data, in hexadecimal
     * @param seal what a seal records of it; null if none does
     * @param stat of the file; null for captured bytes
     * @param changed what happened to the file while it was read; null if nothing did
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record End(String sha256, long crc32, byte @Nullable [] seal, @Nullable FileStat stat, @Nullable String changed)
            implements Part {}

    /** Reading ended with an error. */
    record Broken(Throwable cause) implements Part {}

    /**
     * A file that was read completely.
     *
     * @param entry with the size and time that were found
     * @param blocks its content; valid until the next job is taken
     * @param sha256 of the content, in hexadecimal
     * @param seal what a seal records of it; null if none does
     * @param stat of the file; null for captured bytes
     * @param changed what happened to the file while it was read, if it kept changing; else null
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record WholeFile(
            PlannedEntry entry,
            List<ByteBuffer> blocks,
            String sha256,
            long crc32,
            byte @Nullable [] seal,
            @Nullable FileStat stat,
            @Nullable String changed) {}
}
