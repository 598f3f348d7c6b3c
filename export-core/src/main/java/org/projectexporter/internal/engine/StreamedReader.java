package org.projectexporter.internal.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Executor;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;

/**
 * Reads a large file block by block while another thread computes its checksums. The file keeps the size that it has when it
 * is opened: what is appended later is cut off, what is truncated is padded with zeros, so that the header stays true.
 */
final class StreamedReader {
    private final Job.Streamed job;
    private final BlockPool pool;
    private final ContentOpener opener;
    private final Executor digester;
    private final Checksums sums = new Checksums();

    StreamedReader(Job.Streamed job, BlockPool pool, ContentOpener opener, Executor digester) {
        this.job = job;
        this.pool = pool;
        this.opener = opener;
        this.digester = digester;
    }

    /** Reads the whole file. What fails comes to the writer as the last part. */
    void read() {
        try (ContentOpener.Stream in = opener.open(job.entry().contentOrThrow())) {
            FileStat before = in.stat();
            PlannedEntry entry = before == null ? job.entry() : job.entry().asFound(before.size(), before);
            job.parts().add(new Job.Start(entry));
            String changed = copy(in, entry.size());
            finish(changed == null ? changeSince(before, in) : changed, before);
        } catch (NoSuchFileException e) {
            job.parts().add(new Job.Gone());
        } catch (IOException | RuntimeException | Error e) {
            digester.execute(() -> job.parts().add(new Job.Broken(e)));
        }
    }

    private @Nullable String copy(ContentOpener.Stream in, long size) throws IOException {
        String changed = null;
        for (long left = size; left > 0; ) {
            ByteBuffer block = pool.take();
            block.limit((int) Math.min(left, block.capacity()));
            in.read(block);
            if (block.hasRemaining()) {
                changed = "was cut short while it was read; the missing bytes are zeros";
                pad(block);
            }
            block.flip();
            left -= block.remaining();
            digester.execute(() -> {
                sums.update(block);
                job.parts().add(new Job.Data(block));
            });
        }
        return changed;
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
            return null; // removed when it was read: what was read is one state of it
        }
    }

    private void finish(@Nullable String changed, @Nullable FileStat stat) {
        digester.execute(() -> job.parts().add(new Job.End(sums.sha256(), sums.crc32(), stat, changed)));
    }
}
