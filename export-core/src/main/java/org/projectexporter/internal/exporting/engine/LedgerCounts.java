package org.projectexporter.internal.exporting.engine;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

import org.projectexporter.internal.exporting.engine.Ledger.Count;
import org.projectexporter.internal.exporting.engine.Ledger.Storage;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** The numbers of a ledger: entries by type, files by role and by class. */
final class LedgerCounts {
    private final RawPath project;
    private final Predicate<RawPath> cache;
    private final Map<EntryType, Long> types = new EnumMap<>(EntryType.class);
    private final Map<EntryRole, Count> roles = new EnumMap<>(EntryRole.class);
    private final Map<ContentClass, Count> contents = new EnumMap<>(ContentClass.class);
    private final Map<ContentClass, Storage> classes = new EnumMap<>(ContentClass.class);
    private Count dependencies = Count.ZERO;
    private Count caches = Count.ZERO;

    /**
     * No entries.
     *
     * @param project the project's folder in the archive; everything next to it is a dependency
     * @param cache whether a file of the project's working tree is a cache
     */
    LedgerCounts(RawPath project, Predicate<RawPath> cache) {
        this.project = project;
        this.cache = cache;
    }

    /** Counts an entry that is not the export's own metadata. */
    void add(LedgerLog.Entered entered) {
        boolean file = entered.sha256() != null;
        if (!entered.path().startsWith(project)) {
            dependencies = file ? dependencies.plus(entered.size()) : dependencies;
            return;
        }
        types.merge(entered.type(), 1L, Long::sum);
        if (file) {
            addFile(entered);
        }
    }

    private void addFile(LedgerLog.Entered entered) {
        ContentClass contentClass = entered.contentClass();
        roles.put(entered.role(), of(entered.role()).plus(entered.size()));
        if (entered.role() == EntryRole.WORKING_TREE && cache.test(entered.path())) {
            caches = caches.plus(entered.size());
        } else {
            contents.put(contentClass, of(contentClass).plus(entered.size()));
        }
        if (entered.type() == EntryType.FILE) {
            classes.put(contentClass, storage(contentClass).plus(entered.size(), entered.compressed()));
        }
    }

    long of(EntryType type) {
        return types.getOrDefault(type, 0L);
    }

    Count of(EntryRole role) {
        return roles.getOrDefault(role, Count.ZERO);
    }

    /** Without caches. */
    Count of(ContentClass contentClass) {
        return contents.getOrDefault(contentClass, Count.ZERO);
    }

    Storage storage(ContentClass contentClass) {
        return classes.getOrDefault(contentClass, new Storage(0, 0));
    }

    Count caches() {
        return caches;
    }

    Count dependencies() {
        return dependencies;
    }

    /** All files of the project. */
    Count total() {
        return new Count(
                roles.values().stream().mapToLong(Count::files).sum(),
                roles.values().stream().mapToLong(Count::bytes).sum());
    }
}
