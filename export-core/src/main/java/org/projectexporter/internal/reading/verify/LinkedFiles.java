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

/** What the hard links of an archive are names of. Found after all entries are known, so that other files need no memory. */
final class LinkedFiles {
    /** What an entry takes that links name, and its path. */
    private static final int BYTES_OF_TARGET = 400;

    private final Map<RawPath, EntryLog.Entry> files = new HashMap<>();

    /**
     * Finds them.
     *
     * @throws MemoryException if there is no room for so many
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

    /** The file itself, or that which a hard link names; null if there is none. */
    EntryLog.@Nullable Entry fileOf(EntryLog.Entry entry) {
        RawPath target = entry.target();
        return entry.type() == EntryType.HARD_LINK && target != null ? files.get(target) : entry;
    }
}
