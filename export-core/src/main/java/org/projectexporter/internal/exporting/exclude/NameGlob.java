package org.projectexporter.internal.exporting.exclude;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

import org.projectexporter.spi.RawPath;

/**
 * A glob for the last segment of a path, with at most one star. Most patterns are like that, and every file is matched
 * against all of them: it compares bytes, which costs far less than a regular expression.
 */
final class NameGlob implements Predicate<RawPath> {
    private final byte[] before;
    private final byte[] after;
    private final boolean star;

    private NameGlob(String before, String after, boolean star) {
        this.before = before.getBytes(StandardCharsets.ISO_8859_1);
        this.after = after.getBytes(StandardCharsets.ISO_8859_1);
        this.star = star;
    }

    /** The glob, its bytes decoded as ISO 8859-1; null if it has another form. */
    static @Nullable NameGlob of(String glob) {
        for (char special : new char[] {'/', '?', '[', '\\'}) {
            if (glob.indexOf(special) >= 0) {
                return null;
            }
        }
        int at = glob.indexOf('*');
        if (at < 0) {
            return new NameGlob("", glob, false);
        }
        return glob.indexOf('*', at + 1) < 0 ? new NameGlob(glob.substring(0, at), glob.substring(at + 1), true) : null;
    }

    @Override
    public boolean test(RawPath path) {
        int tail = path.length() - after.length;
        if (tail < 0 || !isAt(after, path, tail)) {
            return false;
        }
        int name = path.length();
        while (name > 0 && path.byteAt(name - 1) != '/') {
            name--;
        }
        return star ? tail - name >= before.length && isAt(before, path, name) : tail == name;
    }

    private static boolean isAt(byte[] part, RawPath path, int at) {
        for (int i = 0; i < part.length; i++) {
            if (path.byteAt(at + i) != part[i]) {
                return false;
            }
        }
        return true;
    }
}
