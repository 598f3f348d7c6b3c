package org.projectexporter.git.folder;

import java.util.Set;
import java.util.regex.Pattern;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/** Decides how each file and folder of a repository is exported: gitrepository-layout(5). */
public final class GitFileRules {
    /** How a file or folder is exported. */
    public enum Treatment {
        /** By value, with user information in URLs blanked. */
        CAPTURE,
        /** By value, unchanged: refs and shared indexes. */
        CAPTURE_EXACTLY,
        /** By value, without the extensions that are only valid on this machine. */
        INDEX,
        /** By value, a table of refs and reflogs, with user information in URLs blanked. */
        REFTABLE,
        /** By value, rewritten according to the allow list. */
        CONFIG,
        /** A folder, whose children are examined in turn. */
        FOLDER,
        OBJECTS,
        LFS,
        /** The folder of a submodule's repository. */
        REPOSITORY,
        LINK,
        /** Left out, and reported. */
        LEAVE_OUT,
        HOOKS,
        /** The folders of the other worktrees. */
        WORKTREES,
        /** A FIFO, socket or device. */
        SPECIAL
    }

    private static final String SHARED_INDEX = "sharedindex.";
    private static final Set<String> EXACT = Set.of("HEAD", "packed-refs", "shallow");
    private static final Set<String> REF_FOLDERS = Set.of("refs", "logs");
    private static final Set<String> NEVER = Set.of("FETCH_HEAD", "gc.pid", "branches", "remotes");

    /** The names in the folder of a repository, apart from state files such as ORIG_HEAD. */
    private static final Set<String> OF_REPOSITORY = Set.of(
            "branches",
            "common",
            "config",
            "config.worktree",
            "description",
            "gc.pid",
            "gitweb",
            "hooks",
            "index",
            "info",
            "lfs",
            "logs",
            "lost-found",
            "modules",
            "objects",
            "packed-refs",
            "rebase-apply",
            "rebase-merge",
            "refs",
            "reftable",
            "remotes",
            "rr-cache",
            "sequencer",
            "shallow",
            "svn",
            "worktrees");

    private static final Pattern STATE = Pattern.compile("[A-Z_]+|sharedindex\\..*|fsmonitor.*");

    private GitFileRules() {}

    /** Whether a file of this name directly in the folder of a repository is a part of the repository. */
    public static boolean isOfRepository(RawPath name) {
        String text = name.toString();
        return OF_REPOSITORY.contains(text)
                || STATE.matcher(text).matches()
                || GitNames.isLock(name)
                || GitNames.isCredentials(name);
    }

    /**
     * Whether a file, given its path relative to the repository's folder, is its index, or a shared index that a split
     * index is based on.
     */
    public static boolean isIndex(RawPath path) {
        String name = path.toString();
        return name.equals("index") || name.startsWith(SHARED_INDEX);
    }

    /** How {@code item}, whose path relative to the repository's folder is {@code path}, is exported. */
    public static Treatment of(SourceItem item, RawPath path) {
        FileStat.Kind kind = item.stat().kind();
        String top = RelativePaths.first(path).toString();
        boolean atTop = path.equals(path.fileName());
        if (atTop && top.equals("hooks")) {
            return Treatment.HOOKS;
        }
        boolean ofSubmodule = kind == FileStat.Kind.DIRECTORY && top.equals("modules"); // which may have any name
        if (!ofSubmodule && isNeverExported(path, top, atTop)) {
            return Treatment.LEAVE_OUT;
        }
        return switch (kind) {
            case FILE -> ofFile(path, top, atTop);
            case DIRECTORY -> ofFolder(top, atTop);
            case SYMBOLIC_LINK -> Treatment.LINK;
            default -> Treatment.SPECIAL;
        };
    }

    private static boolean isNeverExported(RawPath path, String top, boolean atTop) {
        if (GitNames.isLock(path) || (top.equals("reftable") && GitNames.isTemporaryTable(path))) {
            return true;
        }
        return (atTop && (NEVER.contains(top) || top.startsWith("fsmonitor")))
                || (!REF_FOLDERS.contains(top) && GitNames.isCredentials(path));
    }

    private static Treatment ofFile(RawPath path, String top, boolean atTop) {
        if (isConfig(path, top, atTop)) {
            return Treatment.CONFIG;
        }
        if (atTop && top.equals("index")) {
            return Treatment.INDEX;
        }
        if (top.equals("reftable") && !atTop) {
            return Treatment.REFTABLE;
        }
        boolean exact = atTop ? EXACT.contains(top) || top.startsWith(SHARED_INDEX) : top.equals("refs");
        return exact ? Treatment.CAPTURE_EXACTLY : Treatment.CAPTURE;
    }

    /** Below {@code modules}, where a repository may be damaged, every file of that name counts. */
    private static boolean isConfig(RawPath path, String top, boolean atTop) {
        String name = path.fileName().toString();
        return (name.equals("config") || name.equals("config.worktree")) && (atTop || top.equals("modules"));
    }

    private static Treatment ofFolder(String top, boolean atTop) {
        if (!atTop) {
            return Treatment.FOLDER;
        }
        return switch (top) {
            case "objects" -> Treatment.OBJECTS;
            case "lfs" -> Treatment.LFS;
            case "worktrees" -> Treatment.WORKTREES;
            default -> Treatment.FOLDER;
        };
    }

    /** A rank for the order of reading: a ref may move from a loose file to packed-refs, but not back. */
    public static int rank(SourceItem item) {
        return switch (item.name().toString()) {
            case "refs" -> 0;
            case "HEAD" -> 1;
            case "packed-refs" -> 2;
            default -> 3;
        };
    }
}
