package org.projectexporter.internal.exporting.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;

/**
 * Consecutive small entries, read by one thread into one block: a block and a handover for each of them would cost more
 * than reading them.
 */
final class ReadBatch implements Callable<List<Job>> {
    private static final int MOST_ENTRIES = 64;

    private final ContentOpener opener;
    private final int blockBytes;
    private final List<PlannedEntry> entries = new ArrayList<>();
    private int bytes;
    private ByteBuffer block = ByteBuffer.allocate(0);

    ReadBatch(ContentOpener opener, int blockBytes) {
        this.opener = opener;
        this.blockBytes = blockBytes;
    }

    /** Whether files of this size are read in groups. */
    static boolean takes(PlannedEntry entry, int blockBytes) {
        return entry.type() != EntryType.FILE || entry.size() < blockBytes / 4;
    }

    /** Adds an entry if there is room for it. */
    boolean add(PlannedEntry entry) {
        int room = room(entry);
        if (entries.size() == MOST_ENTRIES || bytes + room > blockBytes) {
            return false;
        }
        entries.add(entry);
        bytes += room;
        return true;
    }

    /** One byte more than the file has, to confirm that it ends there. */
    private static int room(PlannedEntry entry) {
        return entry.type() == EntryType.FILE ? (int) entry.size() + 1 : 0;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether there is anything to be read. */
    boolean needsBlock() {
        return bytes > 0;
    }

    void setBlock(ByteBuffer newBlock) {
        block = newBlock;
    }

    @Override
    public List<Job> call() throws Exception {
        try (ContentOpener own = opener.another()) {
            return read(own);
        }
    }

    private List<Job> read(ContentOpener own) throws IOException {
        List<Job> jobs = new ArrayList<>(entries.size());
        int at = 0;
        for (PlannedEntry entry : entries) {
            if (entry.type() == EntryType.FILE) {
                jobs.add(read(entry, block.slice(at, room(entry)), own));
                at += room(entry);
            } else {
                jobs.add(new Job.Bare(entry));
            }
        }
        return jobs;
    }

    /** A file that has grown gets a buffer of its own. */
    private Job read(PlannedEntry entry, ByteBuffer room, ContentOpener own) throws IOException {
        Job job = new WholeReader(entry, List.of(room), own).call();
        return job instanceof Job.Whole whole && whole.file().changed() != null
                ? new WholeReader(entry, List.of(ByteBuffer.allocate(blockBytes)), own).call()
                : job;
    }
}
