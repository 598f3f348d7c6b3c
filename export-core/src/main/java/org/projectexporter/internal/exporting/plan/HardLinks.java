package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

import org.projectexporter.MemoryException;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;

/** Finds the names of one file among drafts that come sorted: the first is the file, the others become links to it. */
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

    /** What a file takes of which not all names were seen. */
    private static final int BYTES_OF_FILE = 250;

    private final HeapShare heap = HeapShare.half();
    private final Map<Inode, First> firsts = new HashMap<>();

    /**
     * The draft as it is planned.
     *
     * @throws MemoryException if there are more files with names elsewhere than there is room for
     */
    PlannedEntry link(Draft draft) throws MemoryException {
        PlannedEntry entry = draft.entry();
        if (!draft.isLinked() || entry.type() != EntryType.FILE) {
            return entry;
        }
        RawPath first = firstName(new Inode(draft.device(), draft.inode()), draft);
        return first == null ? entry : entry.asHardLinkTo(first);
    }

    /** Forgets a file when all of its names were seen, so that memory does not grow with their number. */
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
