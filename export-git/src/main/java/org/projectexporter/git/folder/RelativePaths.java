package org.projectexporter.git.folder;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import org.projectexporter.spi.RawPath;

/** Resolves relative paths lexically, without following links. */
public final class RelativePaths {
    private RelativePaths() {}

    /** Resolves {@code target} against {@code folder}; null if it is absolute or leads above the root. */
    public static @Nullable RawPath resolve(RawPath folder, RawPath target) {
        if (target.isRoot() || target.byteAt(0) == '/') {
            return null;
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : latin1(folder.resolve(target)).split("/", -1)) {
            if (segment.equals("..")) {
                if (segments.pollLast() == null) {
                    return null;
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return RawPath.of(String.join("/", segments).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The parent folder; the root itself for the root. */
    public static RawPath parentOf(RawPath path) {
        RawPath parent = path.parent();
        return parent == null ? RawPath.ROOT : parent;
    }

    /** The relative path from one folder to another, both given relative to the same root. */
    public static RawPath between(RawPath from, RawPath to) {
        RawPath shared = from;
        RawPath way = RawPath.ROOT;
        while (!to.startsWith(shared)) {
            shared = parentOf(shared);
            way = way.resolve("..");
        }
        RawPath down = to.relativeTo(shared);
        return way.isRoot() && down.isRoot() ? RawPath.of(".") : way.resolve(down);
    }

    private static String latin1(RawPath path) {
        return new String(path.bytes(), StandardCharsets.ISO_8859_1);
    }

    /** The first segment of a path; the root for the root. */
    public static RawPath first(RawPath path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.byteAt(i) == '/') {
                return RawPath.of(Arrays.copyOf(path.bytes(), i));
            }
        }
        return path;
    }
}
