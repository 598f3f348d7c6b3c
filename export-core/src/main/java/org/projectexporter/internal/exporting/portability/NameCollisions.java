package org.projectexporter.internal.exporting.portability;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.spi.RawPath;

/**
 * Finds names that collide in one folder where names are {@linkplain FoldedName folded}. The first walk keeps an 8-byte
 * hash of each name in the folders that are open; the second one, needed only if two hashes are equal, compares the
 * names themselves.
 */
final class NameCollisions {
    /**
     * The number of equal hashes whose names are compared; those after them are counted as collisions without a
     * comparison.
     */
    private static final int MOST_COMPARED = 1 << 16;

    private final List<HashSet64> levels = new ArrayList<>();
    private final HashSet64 repeated = new HashSet64();
    private final Map<Long, RawPath> firsts = new HashMap<>();
    private long notCompared;

    /** First walk: adds a name at this depth, by the hash of its folder and itself. */
    void add(int depth, long hash) {
        if (level(depth).add(hash)) {
            return;
        }
        if (repeated.size() < MOST_COMPARED) {
            repeated.add(hash);
        } else if (!repeated.contains(hash)) {
            notCompared++;
        }
    }

    /** First walk: enters a folder whose names are at this depth. */
    void enter(int depth) {
        level(depth).clear();
    }

    private HashSet64 level(int depth) {
        while (levels.size() <= depth) {
            levels.add(new HashSet64());
        }
        return levels.get(depth);
    }

    /** Ends the first walk: whether any hashes were equal, so that a second walk is needed. */
    boolean areSuspected() {
        levels.clear();
        return repeated.size() > 0;
    }

    /** The number of names that were counted as collisions by their hashes alone. */
    long notCompared() {
        return notCompared;
    }

    /** Second walk: the earlier name that this one collides with; null if there is none. */
    @Nullable
    RawPath earlierThan(RawPath path, long hash) {
        if (!repeated.contains(hash)) {
            return null;
        }
        RawPath first = firsts.putIfAbsent(hash, path);
        boolean equal = first != null
                && path.parent() != null
                && path.parent().equals(first.parent())
                && FoldedName.of(path.fileName()).equals(FoldedName.of(first.fileName()));
        return equal ? first : null;
    }
}
