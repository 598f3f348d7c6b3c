package org.projectexporter.git.refs;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.projectexporter.spi.RawPath;

/**
 * Finds refs whose names, or the folders of whose names, are equal to others on a file system that folds case or
 * composes letters, but not in Git. There one file would be read as both refs. Letters that only some file systems
 * treat as equal count as equal.
 */
public final class RefSpellings {
    private static final RawPath SEVERAL = RawPath.ROOT;

    /** The only spelling of each name so far, or {@link #SEVERAL}. */
    private final Map<String, RawPath> spellings = new HashMap<>();

    /** Adds a ref that has a file, or a log. */
    public void add(RawPath ref) {
        for (RawPath at = ref; at != null && !at.isRoot(); at = at.parent()) {
            RawPath spelling = at;
            spellings.merge(folded(at), at, (known, other) -> known.equals(spelling) ? known : SEVERAL);
        }
    }

    /** Adds a ref that has no file: it matters only if it equals one that has. */
    public void addPacked(RawPath ref) {
        for (RawPath at = ref; at != null && !at.isRoot(); at = at.parent()) {
            RawPath spelling = at;
            spellings.computeIfPresent(folded(at), (name, known) -> known.equals(spelling) ? known : SEVERAL);
        }
    }

    /** Whether a name, or that of a folder above it, has several spellings. */
    public boolean collides(RawPath ref) {
        for (RawPath at = ref; at != null && !at.isRoot(); at = at.parent()) {
            if (hasSeveral(at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name itself has several spellings. */
    public boolean hasSeveral(RawPath ref) {
        return SEVERAL.equals(spellings.get(folded(ref)));
    }

    private static String folded(RawPath name) {
        return Normalizer.normalize(name.toString(), Normalizer.Form.NFD)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
