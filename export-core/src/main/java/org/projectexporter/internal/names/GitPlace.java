package org.projectexporter.internal.names;

import java.util.Arrays;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.GitSpelling;

/**
 * Tells what of a tree is a repository's. A Git folder is {@code NAME/.git}, or that of a repository within the working tree; in place
 * of the latter a submodule has a file. No other spelling may stand anywhere, nor a second one within a Git folder. Within, no name may
 * be another spelling of one that Git reads there.
 */
public final class GitPlace {
    private static final RawPath GIT = RawPath.of(".git");

    private GitPlace() {}

    /** Whether the path is that of a Git folder or file, or lies below one. */
    public static boolean isInGit(RawPath path) {
        byte[] bytes = path.bytes();
        for (int from = 0; from <= bytes.length; from = end(bytes, from) + 1) {
            if (GitSpelling.isGit(bytes, from, end(bytes, from))) {
                return true;
            }
        }
        return false;
    }

    /** The path as seen from the uppermost Git folder that it lies in; the root if it lies in none. */
    static RawPath inGit(RawPath path) {
        byte[] bytes = path.bytes();
        for (int from = 0; from <= bytes.length; from = end(bytes, from) + 1) {
            int to = end(bytes, from);
            if (GitSpelling.isGit(bytes, from, to)) {
                return RawPath.of(Arrays.copyOfRange(bytes, Math.min(to + 1, bytes.length), bytes.length));
            }
        }
        return RawPath.ROOT;
    }

    /** Refuses what would be a repository somewhere, and is not in the place of one. */
    public static void check(ArchiveEntry entry) throws RefusedArchiveException {
        byte[] bytes = entry.path().bytes();
        boolean within = false;
        int to;
        for (int from = 0; from <= bytes.length; from = to + 1) {
            to = end(bytes, from);
            if (!GitSpelling.isGitSomewhere(bytes, from, to)) {
                continue;
            }
            boolean exact = GitSpelling.isGit(bytes, from, to);
            boolean last = to == bytes.length;
            if (!exact || within || from == 0 || (last && isProjectsFile(entry.path(), entry.type()))) {
                throw new RefusedArchiveException(
                        ArchiveDefect.GIT_TWIN,
                        entry.path(),
                        isProjectsFile(entry.path(), entry.type())
                                ? "a file in place of the project's Git folder; put the folder that it leads to in its"
                                        + " place, then export again"
                                : exact
                                        ? "a .git where no repository of an export has one"
                                        : "a name in it is .git to some file system; " + NameRules.RENAME);
            }
            within = true;
        }
        if (within) {
            checkParts(entry.path());
        }
    }

    private static void checkParts(RawPath path) throws RefusedArchiveException {
        for (RawPath at = inGit(path); at != null && !at.isRoot(); at = at.parent()) {
            String part = GitSpelling.misspeltPart(at);
            if (part != null) {
                throw new RefusedArchiveException(
                        ArchiveDefect.GIT_TWIN,
                        path,
                        "in a Git folder \"" + at.fileName() + "\" is \"" + part + "\" to some file system; "
                                + NameRules.RENAME);
            }
        }
    }

    /** Whether it is a file in place of the project's own Git folder; a link there is refused as one. */
    static boolean isProjectsFile(RawPath path, EntryType type) {
        if (type != EntryType.FILE || !path.isNamed(GIT)) {
            return false;
        }
        RawPath folder = path.parent();
        return folder != null && folder.equals(folder.fileName());
    }

    private static int end(byte[] path, int from) {
        int to = from;
        while (to < path.length && path[to] != '/') {
            to++;
        }
        return to;
    }
}
