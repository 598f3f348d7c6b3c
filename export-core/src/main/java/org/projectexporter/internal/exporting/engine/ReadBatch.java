package org.projectexporter.internal.exporting.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/**
 * Consecutive small entries, read by one thread into one block: a block and a handover for each of them would cost more
 * than reading them. If the format supports it, the block has the entries as they are in the archive, otherwise the
 * content of the files.
 */
final class ReadBatch implements Callable<List<Job>> {
    private static final int MOST_ENTRIES = 64;

    /** What an entry may need in the archive beyond its content and, twice, its names: an estimate. */
    private static final int HEADER_BYTES = 2_560;

    private final ContentOpener opener;
    private final int blockBytes;
    private final StorageChoice storage;
    private final ArchiveWriter writer;
    private final List<PlannedEntry> entries = new ArrayList<>();
    private int bytes;
    private int largest;
    private ByteBuffer block = ByteBuffer.allocate(0);

    ReadBatch(ContentOpener opener, int blockBytes, StorageChoice storage, ArchiveWriter writer) {
        this.opener = opener;
        this.blockBytes = blockBytes;
        this.storage = storage;
        this.writer = writer;
    }

    /** Whether files of this size are read in groups. */
    static boolean takes(PlannedEntry entry, int blockBytes) {
        return entry.type() != EntryType.FILE || entry.size() < blockBytes / 4;
    }

    /** Adds an entry if there is room for it; there is for the first one. */
    boolean add(PlannedEntry entry) {
        int room = room(entry) + headerRoom(entry);
        if (entries.size() == MOST_ENTRIES || (bytes + room > blockBytes && !entries.isEmpty())) {
            return false;
        }
        entries.add(entry);
        bytes += room;
        largest = Math.max(largest, room(entry));
        return true;
    }

    /** One byte more than the file has, to confirm that it ends there. */
    private static int room(PlannedEntry entry) {
        return entry.type() == EntryType.FILE ? (int) entry.size() + 1 : 0;
    }

    private static int headerRoom(PlannedEntry entry) {
        RawPath link = entry.linkTarget();
        return HEADER_BYTES + 2 * (entry.path().length() + (link == null ? 0 : link.length()));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void setBlock(ByteBuffer newBlock) {
        block = newBlock;
    }

    @Override
    public List<Job> call() throws Exception {
        try (ContentOpener own = opener.another()) {
            ArchiveWriter.Group group = writer.newGroup(block);
            return group == null ? read(own) : encode(own, group);
        }
    }

    private List<Job> encode(ContentOpener own, ArchiveWriter.Group group) throws IOException {
        EncodedJobs jobs = new EncodedJobs(storage, writer, group, block);
        ByteBuffer content = ByteBuffer.allocate(largest);
        for (PlannedEntry entry : entries) {
            jobs.add(read(entry, content.clear().limit(room(entry)), own));
        }
        return jobs.all();
    }

    private List<Job> read(ContentOpener own) throws IOException {
        List<Job> jobs = new ArrayList<>(entries.size());
        int at = 0;
        for (PlannedEntry entry : entries) {
            jobs.add(read(entry, block.slice(at, room(entry)), own));
            at += room(entry);
        }
        return jobs;
    }

    /** A file that has grown gets a buffer of its own. */
    private Job.Single read(PlannedEntry entry, ByteBuffer room, ContentOpener own) throws IOException {
        if (entry.type() != EntryType.FILE) {
            return new Job.Bare(entry);
        }
        Job.Single job = new WholeReader(entry, List.of(room), own).call();
        return job instanceof Job.Whole whole && whole.file().changed() != null
                ? new WholeReader(entry, List.of(ByteBuffer.allocate(blockBytes)), own).call()
                : job;
    }
}
