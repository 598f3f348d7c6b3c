package org.projectexporter.internal.exporting.portability;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.spi.RawPath;

/**
 * Finds names that one folder cannot hold side by side where names are {@linkplain FoldedName folded}. A first walk keeps 8 bytes of
 * each name in the folders above it; a second one, if hashes have met, compares the names themselves.
 */
final class NameCollisions {
    /** So many hashes that have met are compared by their names; what comes after them is taken for a twin. */
    private static final int MOST_COMPARED = 1 << 16;

    private final List<HashSet64> levels = new ArrayList<>();
    private final HashSet64 met = new HashSet64();
    private final Map<Long, RawPath> firsts = new HashMap<>();
    private long notCompared;

    /** First walk: a name at this depth, by its hash and that of its folder. */
    void add(int depth, long hash) {
        if (level(depth).add(hash)) {
            return;
        }
        if (met.size() < MOST_COMPARED) {
            met.add(hash);
        } else if (!met.contains(hash)) {
            notCompared++;
        }
    }

    /** First walk: a folder, what it holds lies this deep. */
    void enter(int depth) {
        level(depth).clear();
    }

    private HashSet64 level(int depth) {
        while (levels.size() <= depth) {
            levels.add(new HashSet64());
        }
        return levels.get(depth);
    }

    /** Whether a second walk is needed; the first one is over. */
    boolean haveMet() {
        levels.clear();
        return met.size() > 0;
    }

    /** Names that are twins as far as 8 bytes tell. */
    long notCompared() {
        return notCompared;
    }

    /** Second walk: the earlier name that this one is taken for; null if there is none. */
    @Nullable
    RawPath twinOf(RawPath path, long hash) {
        if (!met.contains(hash)) {
            return null;
        }
        RawPath first = firsts.putIfAbsent(hash, path);
        boolean twins = first != null
                && path.parent() != null
                && path.parent().equals(first.parent())
                && FoldedName.of(path.fileName()).equals(FoldedName.of(first.fileName()));
        return twins ? first : null;
    }
}
