package org.projectexporter.internal.names;

import java.util.Arrays;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.GitSpelling;

/**
 * Determines which parts of a tree belong to a repository. A Git folder is {@code NAME/.git}, or that of a repository
 * inside the working tree; a submodule has a file instead of the latter. No other spelling may occur anywhere, nor a
 * second {@code .git} inside a Git folder. Inside it, no name may be another spelling of one that Git reads there.
 */
public final class GitPlace {
    private static final RawPath GIT = RawPath.of(".git");

    private GitPlace() {}

    /** Whether the path is that of a Git folder or file, or below one. */
    public static boolean isInGit(RawPath path) {
        byte[] bytes = path.bytes();
        for (int from = 0; from <= bytes.length; from = end(bytes, from) + 1) {
            if (GitSpelling.isGit(bytes, from, end(bytes, from))) {
                return true;
            }
        }
        return false;
    }

    /** The path relative to the topmost Git folder that contains it; the root if there is none. */
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

    /** Refuses a name that some system treats as a repository, and that is not where an export has one. */
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
                        ArchiveDefect.GIT_LOOKALIKE,
                        entry.path(),
                        isProjectsFile(entry.path(), entry.type())
                                ? "a file instead of the project's Git folder; replace it with the folder that it leads"
                                        + " to, then export again"
                                : exact
                                        ? "a .git where no repository of an export has one"
                                        : "some file systems treat a name in it as .git; " + NameRules.RENAME);
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
                        ArchiveDefect.GIT_LOOKALIKE,
                        path,
                        "in a Git folder, some file systems treat \"" + at.fileName() + "\" as \"" + part + "\"; "
                                + NameRules.RENAME);
            }
        }
    }

    /** Whether it is a file instead of the project's own Git folder; a link there is refused by the rules for links. */
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
