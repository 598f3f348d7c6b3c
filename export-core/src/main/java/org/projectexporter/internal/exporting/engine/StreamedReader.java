package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Executor;
import java.util.zip.CRC32;

import org.projectexporter.internal.exporting.journal.OpenFile;
import org.projectexporter.internal.exporting.plan.UnreadableEntryException;
import org.projectexporter.internal.io.BlockPool;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;

/**
 * Reads a large file block by block while another thread computes its checksums. The file keeps the size that it has
 * when it is opened: what is appended later is cut off, and what is truncated is padded with zeros, so that the header
 * remains correct.
 *
 * <p>Where a header needs the CRC-32 of content that is stored uncompressed, the file is read twice, unless the CRC of
 * a file with the same content is known; {@code docs/decisions} explains why.
 */
final class StreamedReader {
    private static final int LOOKS = 3;

    private final Job.Streamed job;
    private final BlockPool<ByteBuffer> pool;
    private final ContentOpener opener;
    private final StorageChoice storage;
    private final @Nullable KnownMedia known;
    private final Executor digester;
    private final Checksums sums;
    private long firstCrc32;
    private boolean begun;

    /**
     * A reader of one file.
     *
     * @param known the media that were read before; null if headers have no CRC-32
     */
    StreamedReader(
            Job.Streamed job,
            BlockPool<ByteBuffer> pool,
            ContentOpener opener,
            StorageChoice storage,
            @Nullable KnownMedia known,
            Executor digester) {
        this.job = job;
        this.pool = pool;
        this.opener = opener;
        this.storage = storage;
        this.known = known;
        this.digester = digester;
        this.sums = job.from() == null
                ? new Checksums(opener.sealDigest(job.entry().path()))
                : job.from().sums();
    }

    /** Reads the entire file. A failure reaches the writer as the last part. */
    void read() {
        try {
            if (job.from() == null) {
                readFromStart();
            } else {
                resume(job.from());
            }
        } catch (NoSuchFileException e) {
            job.parts().add(new Job.Gone(null));
        } catch (UnreadableEntryException e) {
            unreadable(e);
        } catch (IOException | RuntimeException | Error e) {
            digester.execute(() -> job.parts().add(new Job.Broken(e)));
        }
    }

    /** A file is left out only if nothing of it is in the archive yet. */
    private void unreadable(UnreadableEntryException e) {
        if (!begun && opener.unreadable().areSkipped()) {
            job.parts().add(new Job.Gone(e));
        } else {
            digester.execute(() -> job.parts().add(new Job.Broken(e)));
        }
    }

    /** By the time that the file is open, another one may have replaced it: then that one is opened. */
    private void readFromStart() throws IOException {
        for (int look = 1; ; look++) {
            try (ContentOpener.Stream in = opener.open(job.entry())) {
                FileStat stat = statAtRest(in);
                if (look == LOOKS || isOpen(in, stat)) {
                    PlannedEntry entry =
                            stat == null ? job.entry() : job.entry().asFound(stat.size(), stat);
                    Job.Start start = start(in, entry, stat);
                    if (look < LOOKS && hasChangedWithDatabase(in, entry, stat)) {
                        continue;
                    }
                    job.parts().add(start);
                    begun = true;
                    copy(in, entry.size(), isOpen(in, stat) ? stat : in.before());
                    return;
                }
            }
            opener.close(); // another folder may have replaced one that is kept open
        }
    }

    private static boolean isOpen(ContentOpener.Stream in, @Nullable FileStat stat) {
        FileStat before = in.before();
        return before == null || (stat != null && before.device() == stat.device() && before.inode() == stat.inode());
    }

    /** While the state of a file's database is searched for, the file may change; later it is compared with it. */
    private boolean hasChangedWithDatabase(ContentOpener.Stream in, PlannedEntry entry, @Nullable FileStat stat)
            throws IOException {
        return stat != null && opener.databases().known(entry.path()) != null && !stat.sameAs(in.statOrThrow());
    }

    private void resume(Continuation from) throws IOException {
        begun = true;
        OpenFile open = from.open();
        opener.databases().of(job.entry(), from.first(), opener);
        try (ContentOpener.Stream in = opener.open(job.entry())) {
            in.position(open.bytesGiven());
            copy(in, open.entry().size() - open.bytesGiven(), open.stat());
        }
    }

    /** Waits a little for a file that was just written to. */
    private static @Nullable FileStat statAtRest(ContentOpener.Stream in) throws IOException {
        FileStat stat = in.stat();
        for (int i = 0; i < LOOKS && stat != null && in.before() != null && ContentOpener.isJustWritten(stat); i++) {
            ContentOpener.awaitRest();
            FileStat later = in.stat();
            if (later != null && stat.sameAs(later)) {
                return later;
            }
            stat = later;
        }
        return stat;
    }

    /** Examines the first block, and if needed all blocks; then the file is at its start again. */
    private Job.Start start(ContentOpener.Stream in, PlannedEntry entry, @Nullable FileStat stat) throws IOException {
        ByteBuffer block = pool.take().clear();
        try {
            block.limit((int) Math.min(entry.size(), block.capacity()));
            in.read(block);
            block.flip();
            opener.databases().of(entry, block, opener);
            boolean compress = storage.compress(entry, block);
            ContentClass contentClass = storage.classOf(entry, block);
            long crc32 = compress ? ArchiveEntry.CRC_UNKNOWN : crcOfHeader(in, entry, block);
            in.position(0);
            return new Job.Start(entry, stat, compress, contentClass, crc32);
        } finally {
            pool.recycle(block);
        }
    }

    private long crcOfHeader(ContentOpener.Stream in, PlannedEntry entry, ByteBuffer first) throws IOException {
        if (known == null) {
            return ArchiveEntry.CRC_UNKNOWN;
        }
        firstCrc32 = KnownMedia.crcOf(first);
        Long ofKnown = known.crc32(entry, firstCrc32);
        return ofKnown != null ? ofKnown : crc32(in, first, entry.size());
    }

    private long crc32(ContentOpener.Stream in, ByteBuffer block, long size) throws IOException {
        CRC32 crc = new CRC32();
        long left = size;
        while (left > 0) {
            pool.requireOpen();
            left -= block.remaining();
            crc.update(block);
            block.clear().limit((int) Math.min(left, block.capacity()));
            if (left > 0 && in.read(block) < 0) {
                break; // it was cut short: its CRC will differ
            }
            block.flip();
        }
        return crc.getValue();
    }

    private void copy(ContentOpener.Stream in, long size, @Nullable FileStat opened) throws IOException {
        String cut = null;
        for (long left = size; left > 0; ) {
            ByteBuffer block = pool.take().clear();
            block.limit((int) Math.min(left, block.capacity()));
            in.read(block);
            if (block.hasRemaining()) {
                cut = "was cut short while it was read; the missing bytes are zeros";
                pad(block);
            }
            block.flip();
            left -= block.remaining();
            digester.execute(() -> {
                sums.update(block);
                job.parts().add(new Job.Data(block, sums.sha256SoFar()));
            });
        }
        String changed = cut == null ? changeSince(opened, in) : cut;
        digester.execute(() -> end(opened, changed));
    }

    private void end(@Nullable FileStat opened, @Nullable String changed) {
        if (known != null && job.from() == null) {
            known.read(job.entry(), firstCrc32, sums.crc32());
        }
        job.parts().add(new Job.End(sums.sha256(), sums.crc32(), sums.seal(), opened, changed));
    }

    private static void pad(ByteBuffer block) {
        while (block.hasRemaining()) {
            block.put((byte) 0);
        }
    }

    private static @Nullable String changeSince(@Nullable FileStat before, ContentOpener.Stream in) throws IOException {
        try {
            FileStat after = in.stat();
            boolean same = before == null || (after != null && before.sameAs(after));
            return same ? null : "was written to while it was read";
        } catch (NoSuchFileException e) {
            // Whether it was written to before it was removed can no longer be determined. But Git's own files are
            // never changed, and may be removed at any time.
            return before == null || isReadOnly(before) ? null : "was removed while it was read";
        }
    }

    private static boolean isReadOnly(FileStat stat) {
        return (stat.mode() & 0222) == 0;
    }
}
