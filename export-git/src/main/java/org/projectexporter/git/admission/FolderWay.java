package org.projectexporter.git.admission;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.RawPath;

/**
 * Where a relative path leads from a folder, followed step by step as the operating system would, through folders alone: neither a link
 * nor a character at which somebody may end the path leads it elsewhere.
 *
 * @param end the last step
 * @param missing the first step that is no folder; null if all are
 */
public record FolderWay(RawPath end, @Nullable RawPath missing) {
    /** PATH_MAX of Linux: no system goes a longer way. */
    private static final int LONGEST = 4096;

    /**
     * Follows a path.
     *
     * @param isFolder whether a path is that of a folder, with nothing but folders above it
     * @param from a folder
     * @return null if it is no relative path, leads out of the uppermost folder, or leads up through what is no folder
     */
    public static @Nullable FolderWay of(Predicate<RawPath> isFolder, RawPath from, RawPath way) {
        String text = new String(way.bytes(), StandardCharsets.ISO_8859_1);
        if (text.isEmpty() || text.length() > LONGEST || text.startsWith("/") || hasControlCharacter(text)) {
            return null;
        }
        FolderWay at = new FolderWay(from, null);
        for (String name : text.split("/", -1)) {
            FolderWay next = at.step(name, isFolder);
            if (next == null || next.end.isRoot()) {
                return null;
            }
            at = next;
        }
        return at.end.startsWith(RelativePaths.first(from)) ? at : null;
    }

    private @Nullable FolderWay step(String name, Predicate<RawPath> isFolder) {
        if (name.isEmpty() || name.equals(".")) {
            return this;
        }
        if (name.equals("..")) {
            return missing == null ? new FolderWay(RelativePaths.parentOf(end), null) : null;
        }
        if (leadsUpOnWindows(name)) {
            return null;
        }
        RawPath next = end.resolve(RawPath.of(name.getBytes(StandardCharsets.ISO_8859_1)));
        return new FolderWay(next, missing == null && !isFolder.test(next) ? next : missing);
    }

    private static boolean hasControlCharacter(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    /** A backslash separates names there. */
    private static boolean leadsUpOnWindows(String name) {
        return name.indexOf('\\') >= 0 && ("\\" + name + "\\").contains("\\..\\");
    }
}
