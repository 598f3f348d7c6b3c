package org.projectexporter.internal.names;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Tells what of a tree is a repository's. A Git folder is {@code NAME/.git}, or that of a repository within the working tree; in place
 * of the latter a submodule has a file. No other spelling may stand anywhere, nor a second one within a Git folder.
 */
public final class GitPlace {
    private GitPlace() {}

    /** Whether the path is that of a Git folder or file, or lies below one. */
    public static boolean isInGit(RawPath path) {
        byte[] bytes = path.bytes();
        for (int from = 0; from <= bytes.length; from = end(bytes, from) + 1) {
            if (GitName.isGit(bytes, from, end(bytes, from))) {
                return true;
            }
        }
        return false;
    }

    /** Refuses what would be a repository somewhere, and is not in the place of one. */
    public static void check(ArchiveEntry entry) throws RefusedArchiveException {
        byte[] bytes = entry.path().bytes();
        boolean within = false;
        int to;
        for (int from = 0; from <= bytes.length; from = to + 1) {
            to = end(bytes, from);
            if (!GitName.isGitSomewhere(bytes, from, to)) {
                continue;
            }
            boolean exact = GitName.isGit(bytes, from, to);
            boolean last = to == bytes.length;
            if (!exact || within || from == 0 || (last && !mayBeGit(entry))) {
                throw new RefusedArchiveException(
                        ArchiveDefect.GIT_TWIN,
                        entry.path(),
                        exact
                                ? "a .git where no repository of an export has one"
                                : "a name in it is .git to some file system; " + NameRules.RENAME);
            }
            within = true;
        }
    }

    /** The project's own has to be a folder; a link is refused as one. */
    private static boolean mayBeGit(ArchiveEntry entry) {
        byte[] bytes = entry.path().bytes();
        boolean nested = end(bytes, end(bytes, 0) + 1) < bytes.length;
        return entry.type() != EntryType.FILE || nested;
    }

    private static int end(byte[] path, int from) {
        int to = from;
        while (to < path.length && path[to] != '/') {
            to++;
        }
        return to;
    }
}
