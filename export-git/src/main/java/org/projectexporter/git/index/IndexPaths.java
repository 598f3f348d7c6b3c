package org.projectexporter.git.index;

import org.jspecify.annotations.Nullable;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.GitSpelling;

/**
 * Git's rules for a path in an index, with both {@code core.protectHFS} and {@code core.protectNTFS} on:
 * {@code verify_path} in {@code read-cache.c}. Git applies them to each path that it adds to an index, but not to paths
 * that it finds in one, so the author of an index could make it check out anything.
 */
public final class IndexPaths implements IndexReader.PlaceVisitor {
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;

    private @Nullable RawPath bad;

    /** The first invalid path among the visited entries; null if there is none. */
    @Nullable
    public RawPath bad() {
        return bad;
    }

    @Override
    public void visit(IndexEntry entry, long at) {
        if (bad == null && !isValid(entry)) {
            bad = entry.path();
        }
    }

    /** A visitor that checks each entry and passes it on to {@code other}. */
    public IndexReader.PlaceVisitor and(IndexReader.PlaceVisitor other) {
        return (entry, at) -> {
            visit(entry, at);
            other.visit(entry, at);
        };
    }

    /** Whether Git would add an entry with this path to an index. */
    static boolean isValid(IndexEntry entry) {
        byte[] path = entry.path().bytes();
        boolean link = (entry.mode() & TYPE) == LINK;
        int from = 0;
        for (int to = 0; to <= path.length; to++) {
            if (to == path.length || path[to] == '/') {
                if (from == to || leadsElsewhere(path, from, to, link)) {
                    return false;
                }
                from = to + 1;
            }
        }
        return true;
    }

    /** A backslash separates names on Windows. */
    private static boolean leadsElsewhere(byte[] path, int start, int end, boolean link) {
        int from = start;
        for (int to = start; to <= end; to++) {
            if (to == end || path[to] == '\\') {
                if (isForbidden(path, from, to, link)) {
                    return true;
                }
                from = to + 1;
            }
        }
        return false;
    }

    private static boolean isForbidden(byte[] path, int from, int to, boolean link) {
        int length = to - from;
        boolean dots = (length == 1 || length == 2) && path[from] == '.' && path[to - 1] == '.';
        return dots
                || GitSpelling.isGitSomewhere(path, from, to)
                || (link && GitSpelling.isGitmodulesSomewhere(path, from, to));
    }
}
