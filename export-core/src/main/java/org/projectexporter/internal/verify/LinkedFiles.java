package org.projectexporter.internal.verify;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** What the hard links of an archive are names of. Found after all entries are known, so that other files need no memory. */
final class LinkedFiles {
    private final Map<RawPath, EntryLog.Entry> files = new HashMap<>();

    LinkedFiles(EntryLog log) {
        Set<RawPath> targets = targets(log);
        EntryLog.Reader entries = log.read();
        for (EntryLog.Entry entry = entries.next(); entry != null && !targets.isEmpty(); entry = entries.next()) {
            if (entry.type() == EntryType.FILE && targets.contains(entry.path())) {
                files.putIfAbsent(entry.path(), entry);
            }
        }
    }

    private static Set<RawPath> targets(EntryLog log) {
        Set<RawPath> targets = new HashSet<>();
        EntryLog.Reader entries = log.read();
        for (EntryLog.Entry entry = entries.next(); entry != null; entry = entries.next()) {
            RawPath target = entry.target();
            if (entry.type() == EntryType.HARD_LINK && target != null) {
                targets.add(target);
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
