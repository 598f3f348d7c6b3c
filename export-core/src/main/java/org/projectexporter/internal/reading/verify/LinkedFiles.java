package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.MemoryException;

/**
 * The files that the hard links of an archive refer to. Found once all entries are known, so that other files need no
 * memory.
 */
final class LinkedFiles {
    /** The memory for one linked entry and its path. */
    private static final int BYTES_OF_TARGET = 400;

    private final Map<RawPath, EntryLog.Entry> files = new HashMap<>();

    /**
     * Finds the linked files.
     *
     * @throws MemoryException if there are too many for the heap
     */
    LinkedFiles(EntryLog log) throws MemoryException {
        Set<RawPath> targets = targets(log);
        EntryLog.Reader entries = log.read();
        for (EntryLog.Entry entry = entries.next(); entry != null && !targets.isEmpty(); entry = entries.next()) {
            if (entry.type() == EntryType.FILE && targets.contains(entry.path())) {
                files.putIfAbsent(entry.path(), entry);
            }
        }
    }

    private static Set<RawPath> targets(EntryLog log) throws MemoryException {
        HeapShare heap = HeapShare.half();
        Set<RawPath> targets = new HashSet<>();
        EntryLog.Reader entries = log.read();
        for (EntryLog.Entry entry = entries.next(); entry != null; entry = entries.next()) {
            RawPath target = entry.target();
            if (entry.type() == EntryType.HARD_LINK && target != null) {
                if (targets.add(target)) {
                    heap.take(BYTES_OF_TARGET, "the hard links of this archive");
                }
            }
        }
        return targets;
    }

    /** The file itself, or the target of a hard link; null if there is none. */
    EntryLog.@Nullable Entry fileOf(EntryLog.Entry entry) {
        RawPath target = entry.target();
        return entry.type() == EntryType.HARD_LINK && target != null ? files.get(target) : entry;
    }
}
