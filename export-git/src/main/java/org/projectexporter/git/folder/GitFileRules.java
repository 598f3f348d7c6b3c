package org.projectexporter.git.folder;

import java.util.Set;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/** Decides how each file and folder of a repository is exported: gitrepository-layout(5). */
public final class GitFileRules {
    /** How a file or folder is exported. */
    public enum Treatment {
        /** By value, with user information in URLs blanked: reflogs, and other text in which Git records URLs. */
        LOG,
        /** Unchanged, by value if it is small. */
        STATE,
        /** By value, unchanged: refs and shared indexes. */
        CAPTURE_EXACTLY,
        /** A file of another tool: like STATE, unless it contains credentials. */
        JUDGED,
        /** A store of content: unchanged, with everything in it. */
        CONTENT,
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
        /** A copy of a configuration, or a private key: left out, and reported. */
        CREDENTIALS,
        /** Nothing that is known: left out, unless it was requested. */
        UNKNOWN,
        HOOKS,
        /** The folders of the other worktrees. */
        WORKTREES,
        /** A FIFO, socket or device. */
        SPECIAL
    }

    private static final String SHARED_INDEX = "sharedindex.";
    private static final String MODULES = "modules";
    /** Files of Git that have to be known completely, whatever their size. */
    private static final Set<String> WHOLE = Set.of("HEAD", "packed-refs", "shallow", "refs");

    private GitFileRules() {}

    /** Whether a file of this name, next to the HEAD of a bare repository, is a part of the repository. */
    public static boolean isOfRepository(RawPath name) {
        return GitNames.isLock(name) || GitFolderTable.concerns(name);
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
        boolean folder = item.isDirectory();
        String top = RelativePaths.first(path).toString();
        if (folder && top.equals(MODULES)) {
            return Treatment.FOLDER; // whatever a submodule is called
        }
        if (GitNames.isLock(path) || (top.equals("reftable") && GitNames.isTemporaryTable(path))) {
            return Treatment.LEAVE_OUT;
        }
        if (top.equals(MODULES) && isConfig(path)) {
            return ofKind(item, Treatment.CONFIG); // of a submodule's repository, which may be damaged
        }
        GitFolderRow row = GitFolderTable.find(path, !item.isFile()); // a link may take the place of a folder
        return switch (row.rule()) {
            case HOOKS -> Treatment.HOOKS;
            case WORKTREES -> folder ? Treatment.WORKTREES : Treatment.LEAVE_OUT;
            case NEVER, SECRET, DERIVED -> Treatment.LEAVE_OUT;
            case UNKNOWN -> Treatment.UNKNOWN;
            case CONTENT -> Treatment.CONTENT;
            default -> folder ? ofFolder(path) : ofKind(item, ofFile(row, path, top));
        };
    }

    private static Treatment ofKind(SourceItem item, Treatment ofFile) {
        return switch (item.stat().kind()) {
            case FILE -> ofFile;
            case SYMBOLIC_LINK -> Treatment.LINK;
            default -> Treatment.SPECIAL;
        };
    }

    private static Treatment ofFile(GitFolderRow row, RawPath path, String top) {
        return switch (row.rule()) {
            case CONFIG -> Treatment.CONFIG;
            case INDEX -> Treatment.INDEX;
            case REFTABLE -> Treatment.REFTABLE;
            case LOG -> Treatment.LOG;
            case FILES -> Treatment.JUDGED;
            default -> WHOLE.contains(top) || isIndex(path) ? Treatment.CAPTURE_EXACTLY : Treatment.STATE;
        };
    }

    private static boolean isConfig(RawPath path) {
        String name = path.fileName().toString();
        return name.equals("config") || name.equals("config.worktree");
    }

    private static Treatment ofFolder(RawPath path) {
        return switch (path.toString()) {
            case "objects" -> Treatment.OBJECTS;
            case "lfs" -> Treatment.LFS;
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
