package org.projectexporter.internal.exporting.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryType;

/**
 * Turns the jobs of small entries into groups that only have to be appended, on the thread that read them. An entry
 * that the writer's thread has to look at (one that is gone, has changed or is corrupt, and a hard link) remains a job
 * of its own, between two groups.
 */
final class EncodedJobs {
    private final StorageChoice storage;
    private final ArchiveWriter writer;
    private final ByteBuffer block;
    private final List<Job> jobs = new ArrayList<>();
    private Job.Encoded open;

    /**
     * No jobs yet.
     *
     * @param first the first group
     * @param block holds the encoded entries of all groups
     */
    EncodedJobs(StorageChoice storage, ArchiveWriter writer, ArchiveWriter.Group first, ByteBuffer block) {
        this.storage = storage;
        this.writer = writer;
        this.block = block;
        this.open = empty(first);
    }

    private static Job.Encoded empty(ArchiveWriter.Group group) {
        return new Job.Encoded(new ArrayList<>(), group, new Ledger.Records());
    }

    /** Adds a job, whose buffers may be used again after the call. */
    void add(Job.Single job) throws IOException {
        if (isEncoded(job)) {
            open.entries().add(job.entry());
            return;
        }
        ArchiveWriter.Group next = open.entries().isEmpty() ? open.group() : writer.newGroup(block);
        endGroup();
        jobs.add(copied(job));
        open = empty(next == null ? open.group() : next);
    }

    private boolean isEncoded(Job.Single job) throws IOException {
        if (job instanceof Job.Whole whole) {
            return isSettled(whole.file()) && isEncoded(whole.file());
        }
        if (!(job instanceof Job.Bare bare) || bare.entry().type() == EntryType.HARD_LINK) {
            return false;
        }
        boolean added = open.group().add(Assembler.headOf(bare.entry(), false, 0), ByteBuffer.allocate(0));
        if (added) {
            open.records().add(bare.entry());
        }
        return added;
    }

    private static boolean isSettled(Job.WholeFile file) {
        ContentCheck check = file.entry().check();
        return file.changed() == null
                && file.blocks().size() == 1
                && (check == null || check.sha256().equals(file.sha256()));
    }

    private boolean isEncoded(Job.WholeFile file) throws IOException {
        ByteBuffer content = file.blocks().get(0);
        boolean compress = storage.compress(file.entry(), content);
        ArchiveEntry head = Assembler.headOf(file.entry(), compress, file.crc32());
        boolean added = open.group().add(head, content.duplicate());
        if (added) {
            ContentClass contentClass = storage.classOf(file.entry(), content);
            open.records().addFile(file.entry(), FileDigests.of(file), file.stat(), contentClass, compress);
        }
        return added;
    }

    private static Job copied(Job.Single job) {
        if (!(job instanceof Job.Whole whole)) {
            return job;
        }
        Job.WholeFile file = whole.file();
        List<ByteBuffer> copies =
                file.blocks().stream().map(EncodedJobs::copyOf).toList();
        return new Job.Whole(new Job.WholeFile(
                file.entry(), copies, file.sha256(), file.crc32(), file.seal(), file.stat(), file.changed()));
    }

    private static ByteBuffer copyOf(ByteBuffer content) {
        return ByteBuffer.allocate(content.remaining()).put(content.duplicate()).flip();
    }

    private void endGroup() {
        if (!open.entries().isEmpty()) {
            jobs.add(open);
        }
    }

    /** All jobs, in order. Called once, at the end. */
    List<Job> all() {
        endGroup();
        return jobs;
    }
}
