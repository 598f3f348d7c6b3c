package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

import org.projectexporter.spi.RawPath;

/** Follows relative paths by their text alone. */
final class RelativePaths {
    private RelativePaths() {}

    /** Where {@code target} leads from {@code folder}; null if it is absolute or leads above the root. */
    static @Nullable RawPath resolve(RawPath folder, RawPath target) {
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

    private static String latin1(RawPath path) {
        return new String(path.bytes(), StandardCharsets.ISO_8859_1);
    }

    /** The first segment of a path; the root for the root. */
    static RawPath first(RawPath path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.byteAt(i) == '/') {
                return RawPath.of(java.util.Arrays.copyOf(path.bytes(), i));
            }
        }
        return path;
    }
}
