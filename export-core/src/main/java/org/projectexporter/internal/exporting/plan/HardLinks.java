package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/** Finds the names of one file among sorted drafts: the first is the file, the others become links to it. */
final class HardLinks {
    private record Inode(long device, long number) {}

    private static final class First {
        private final RawPath path;
        private int namesToCome;

        private First(RawPath path, int namesToCome) {
            this.path = path;
            this.namesToCome = namesToCome;
        }
    }

    /** The memory for a file of which not all names have been seen. */
    private static final int BYTES_OF_FILE = 250;

    private final HeapShare heap = HeapShare.half();
    private final Map<Inode, First> firsts = new HashMap<>();

    /**
     * The planned entry of a draft.
     *
     * @throws MemoryException if too many files have further names elsewhere
     */
    PlannedEntry link(Draft draft) throws IOException {
        PlannedEntry entry = draft.entry();
        if (!draft.isLinked() || entry.type() != EntryType.FILE) {
            return entry;
        }
        RawPath first = firstName(new Inode(draft.device(), draft.inode()), draft);
        return first == null ? entry : entry.asHardLinkTo(first);
    }

    /**
     * The first name of a file; drops a file when all of its names have been seen, so that memory does not grow with
     * their number.
     */
    private @Nullable RawPath firstName(Inode inode, Draft draft) throws MemoryException {
        First first = firsts.get(inode);
        if (first == null) {
            heap.take(BYTES_OF_FILE, "the files with several names (hard links) of this project");
            firsts.put(inode, new First(draft.path(), draft.links() - 1));
            return null;
        }
        first.namesToCome--;
        if (first.namesToCome == 0) {
            firsts.remove(inode);
            heap.release(BYTES_OF_FILE);
        }
        return first.path;
    }
}
