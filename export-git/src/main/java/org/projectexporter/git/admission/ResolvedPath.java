package org.projectexporter.git.admission;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.RawPath;

/**
 * The result of resolving a relative path against a folder, segment by segment as the operating system would, through
 * folders only: neither a link nor a character at which some program may end the path can redirect it.
 *
 * @param end the path that was reached
 * @param missing the first path on the way that is not a folder; null if all are
 */
public record ResolvedPath(RawPath end, @Nullable RawPath missing) {
    /** PATH_MAX of Linux: no system accepts a longer path. */
    private static final int LONGEST = 4096;

    /**
     * Resolves a path.
     *
     * @param isFolder whether a path is a folder whose parents are all folders
     * @param from a folder
     * @return null if the path is not relative, leaves the top-level folder of {@code from}, or has {@code ..} after
     *     something that is not a folder
     */
    public static @Nullable ResolvedPath of(Predicate<RawPath> isFolder, RawPath from, RawPath path) {
        String text = new String(path.bytes(), StandardCharsets.ISO_8859_1);
        if (text.isEmpty() || text.length() > LONGEST || text.startsWith("/") || hasControlCharacter(text)) {
            return null;
        }
        ResolvedPath at = new ResolvedPath(from, null);
        for (String name : text.split("/", -1)) {
            ResolvedPath next = at.step(name, isFolder);
            if (next == null || next.end.isRoot()) {
                return null;
            }
            at = next;
        }
        return at.end.startsWith(RelativePaths.first(from)) ? at : null;
    }

    private @Nullable ResolvedPath step(String name, Predicate<RawPath> isFolder) {
        if (name.isEmpty() || name.equals(".")) {
            return this;
        }
        if (name.equals("..")) {
            return missing == null ? new ResolvedPath(RelativePaths.parentOf(end), null) : null;
        }
        if (hasParentOnWindows(name)) {
            return null;
        }
        RawPath next = end.resolve(RawPath.of(name.getBytes(StandardCharsets.ISO_8859_1)));
        return new ResolvedPath(next, missing == null && !isFolder.test(next) ? next : missing);
    }

    private static boolean hasControlCharacter(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    /** Whether a name contains {@code ..} on Windows, where a backslash separates names. */
    private static boolean hasParentOnWindows(String name) {
        return name.indexOf('\\') >= 0 && ("\\" + name + "\\").contains("\\..\\");
    }
}
