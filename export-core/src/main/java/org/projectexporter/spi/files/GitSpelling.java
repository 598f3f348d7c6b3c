package org.projectexporter.spi.files;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;

/**
 * The names that mean something to Git, in every spelling that some file system treats as equal, so that nothing is
 * imported under an unchecked name: {@code .git} anywhere, and in a Git folder the parts of a repository
 * (gitrepository-layout(5)). Names are given as ranges of a path's bytes.
 */
public final class GitSpelling {
    private static final Spelling GIT = new Spelling(List.of(".git"), List.of());

    private static final Spelling GITMODULES = new Spelling(List.of(".gitmodules"), List.of());

    /**
     * The short names that NTFS gives to {@code .gitmodules} when the usual ones are taken, of 8 characters each:
     * {@code is_ntfs_dotgitmodules} in Git's {@code path.c}.
     */
    private static final Pattern GITMODULES_BY_HASH = Pattern.compile("(?=.{8}$)(g(i(7(eb?a?)?)?)?)?~[1-9][0-9]*");

    /** Parts of a repository, by their folder. Below other folders, such as {@code refs}, names are the user's own. */
    private static final Map<String, Spelling> PARTS = Map.of(
            "",
            new Spelling(
                    List.of(
                            "branches",
                            "commondir",
                            "config",
                            "config.worktree",
                            "gitdir",
                            "HEAD",
                            "hooks",
                            "index",
                            "info",
                            "lfs",
                            "logs",
                            "MERGE_RR",
                            "modules",
                            "objects",
                            "packed-refs",
                            "refs",
                            "reftable",
                            "remotes",
                            "rr-cache",
                            "shallow",
                            "worktrees"),
                    List.of("fsmonitor", "sharedindex.")),
            "objects",
            new Spelling(List.of("info", "pack"), List.of()),
            "objects/info",
            new Spelling(List.of("alternates", "http-alternates"), List.of()),
            "objects/pack",
            new Spelling(List.of(), List.of("multi-pack-index")));

    private static final RawPath DOT_GIT = RawPath.of(".git");

    private GitSpelling() {}

    /**
     * {@return whether these bytes of one name are {@code .git} itself}
     *
     * @param path bytes of a path
     * @param from index of the name's first byte
     * @param to index after its last byte
     */
    public static boolean isGit(byte[] path, int from, int to) {
        return to - from == DOT_GIT.length()
                && path[from] == '.'
                && path[from + 1] == 'g'
                && path[from + 2] == 'i'
                && path[from + 3] == 't';
    }

    /**
     * {@return whether some file system treats these bytes of one name as {@code .git}; true for {@code .git} itself as
     * well}
     *
     * @param path bytes of a path
     * @param from index of the name's first byte
     * @param to index after its last byte
     */
    public static boolean isGitSomewhere(byte[] path, int from, int to) {
        return mayBeGit(path, from, to) && GIT.nameFor(text(path, from, to)) != null;
    }

    /**
     * {@return whether some file system treats these bytes of one name as {@code .gitmodules}; true for that name
     * itself as well}
     *
     * @param path bytes of a path
     * @param from index of the name's first byte
     * @param to index after its last byte
     */
    public static boolean isGitmodulesSomewhere(byte[] path, int from, int to) {
        String name = text(path, from, to);
        return GITMODULES.nameFor(name) != null
                || GITMODULES_BY_HASH.matcher(Spelling.plain(name)).matches();
    }

    /** A fast check after which most names need no closer look: an ASCII name has to begin with a dot or a g. */
    private static boolean mayBeGit(byte[] path, int from, int to) {
        if (from == to) {
            return false;
        }
        boolean plain = path[from] == '.' || (path[from] | 0x20) == 'g';
        for (int i = from; !plain && i < to; i++) {
            plain = path[i] < 0;
        }
        return plain;
    }

    /**
     * The part of a repository that the last name of a path means to Git, on at least one file system.
     *
     * @param below a path relative to a Git folder
     * @return the part of a repository, or the beginning of its name, as Git spells it; null if there is none at that
     *     path
     */
    public static @Nullable String partOf(RawPath below) {
        Spelling parts = partsInSameFolder(below);
        return parts == null ? null : parts.nameFor(below.fileName().toString());
    }

    /**
     * The part of a repository of which the last name of a path is another spelling. This includes a name of Git's
     * followed by a backslash, since a backslash separates names on Windows.
     *
     * @param below a path relative to a Git folder
     * @return as for {@link #partOf}; null for Git's own spelling, and for names that mean nothing to it
     */
    public static @Nullable String misspeltPart(RawPath below) {
        Spelling parts = partsInSameFolder(below);
        if (parts == null) {
            return null;
        }
        String name = below.fileName().toString();
        int backslash = name.indexOf('\\');
        return parts.has(name) ? null : parts.nameFor(backslash < 0 ? name : name.substring(0, backslash));
    }

    private static @Nullable Spelling partsInSameFolder(RawPath below) {
        RawPath folder = below.parent();
        return folder == null ? null : PARTS.get(folder.toString());
    }

    private static String text(byte[] path, int from, int to) {
        return new String(path, from, to - from, StandardCharsets.UTF_8);
    }
}
