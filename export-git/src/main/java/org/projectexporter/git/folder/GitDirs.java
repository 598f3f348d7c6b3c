package org.projectexporter.git.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * The two folders that make up a repository. A linked worktree has its own folder below {@code worktrees}, and the
 * common one; for every other repository the two are the same. See gitrepository-layout(5), "commondir", and
 * git-worktree(1), "DETAILS", for what is shared.
 *
 * @param own holds what is the worktree's own: HEAD, the index, a merge in progress
 * @param common holds what all worktrees share: objects, most refs, the configuration
 */
public record GitDirs(Path own, Path common) {
    private static final RawPath COMMONDIR = RawPath.of("commondir");

    /** Files that link a worktree's folder to the common folder and the working tree. */
    private static final Set<RawPath> LINK_FILES = Set.of(COMMONDIR, RawPath.of("gitdir"), RawPath.of("locked"));

    private static final Set<RawPath> SHARED = paths(
            "branches",
            "common",
            "config",
            "description",
            "hooks",
            "info",
            "lfs",
            "logs",
            "lost-found",
            "objects",
            "packed-refs",
            "refs",
            "reftable",
            "remotes",
            "rr-cache",
            "shallow",
            "svn",
            "worktrees");
    /** Stores of other tools: shared, unless the worktree has one of its own. */
    private static final Set<RawPath> STORES = paths("annex", "bigstore", "fat", "media");
    /** Exceptions below shared folders, which belong to the worktree. */
    private static final Set<RawPath> OWN = paths(
            "info/sparse-checkout",
            "logs/HEAD",
            "logs/refs/bisect",
            "logs/refs/rewritten",
            "logs/refs/worktree",
            "refs/bisect",
            "refs/rewritten",
            "refs/worktree");
    /** Folders that exist in both. */
    private static final Set<RawPath> MIXED = paths("", "info", "logs", "logs/refs", "refs");

    private static Set<RawPath> paths(String... paths) {
        Set<RawPath> set = new TreeSet<>();
        for (String path : paths) {
            set.add(RawPath.of(path));
        }
        return Set.copyOf(set);
    }

    /** The folders of the repository that is opened through {@code gitFolder}. */
    public static GitDirs of(Path gitFolder) throws IOException {
        byte[] commondir = SmallFile.readIfPresent(gitFolder.resolve(COMMONDIR.toString()));
        return commondir == null
                ? new GitDirs(gitFolder, gitFolder)
                : new GitDirs(gitFolder, DiskPaths.resolve(gitFolder, DiskPaths.line(commondir, 0)));
    }

    /** The location of a file in the repository that is opened through {@code gitFolder}. */
    public static Path find(Path gitFolder, String path) throws IOException {
        return of(gitFolder).resolve(RawPath.of(path));
    }

    /** Whether this is the repository of a linked worktree. */
    public boolean isLinked() {
        return !own.equals(common);
    }

    /**
     * The location of a file of the repository, given its path relative to the repository's folder; links to parts of
     * it are followed.
     */
    public Path resolve(RawPath path) throws IOException {
        return LinkedParts.locate(isShared(path) ? common : own, path);
    }

    /** The children of a folder of the repository that is in one place; links to parts of it are followed. */
    List<SourceItem> children(SourceItem folder, RawPath path, SourceContext context) throws IOException {
        return isLinked() && MIXED.contains(path)
                ? children(path, folder.path(), context)
                : followed(FolderListing.of(folder, context), path, context);
    }

    private List<SourceItem> followed(List<SourceItem> items, RawPath folder, SourceContext context)
            throws IOException {
        List<SourceItem> followed = new ArrayList<>();
        for (SourceItem item : items) {
            followed.add(LinkedParts.follow(item, folder.resolve(item.name()), this, context));
        }
        return followed;
    }

    private List<SourceItem> list(Path root, RawPath folder, RawPath shown, SourceContext context) throws IOException {
        Path location = LinkedParts.locate(root, folder);
        if (!location.startsWith(root)) {
            LinkedParts.admit(location, this, context.inArchive(shown), context);
        }
        return FolderListing.of(location, shown, context);
    }

    private boolean isShared(RawPath path) {
        for (RawPath at = path; at != null && !at.isRoot(); at = at.parent()) {
            if (OWN.contains(at)) {
                return false;
            }
        }
        RawPath first = RelativePaths.first(path);
        return SHARED.contains(first)
                || (STORES.contains(first)
                        && !Files.isDirectory(NativeNames.resolve(own, first), LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * The children of a folder of the repository, without the files that the export itself creates.
     *
     * @param folder relative to the repository's folder
     * @param shown the path below which the items are shown
     */
    public List<SourceItem> children(RawPath folder, RawPath shown, SourceContext context) throws IOException {
        if (!isLinked() || !MIXED.contains(folder)) {
            return followed(FolderListing.of(resolve(folder), shown, context), folder, context);
        }
        Map<RawPath, SourceItem> all = new TreeMap<>();
        for (SourceItem item : list(common, folder, shown, context)) {
            if (isShared(folder.resolve(item.name()))) {
                all.put(item.path(), item);
            }
        }
        for (SourceItem item : list(own, folder, shown, context)) {
            RawPath path = folder.resolve(item.name());
            if (MIXED.contains(path)) {
                all.putIfAbsent(item.path(), item);
            } else if (!isShared(path) && !LINK_FILES.contains(path)) {
                all.put(item.path(), item);
            }
        }
        return followed(List.copyOf(all.values()), folder, context);
    }
}
