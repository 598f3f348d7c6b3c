package org.projectexporter.lfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/**
 * Which folders are Git folders: those named {@code .git}, and below their {@code modules} those of submodules, whose names may
 * hold slashes (gitrepository-layout(5)).
 */
final class GitFolders {
    private static final RawPath DOT_GIT = RawPath.of(".git");
    private static final RawPath LFS = RawPath.of("lfs");
    private static final RawPath MODULES = RawPath.of("modules");

    private GitFolders() {}

    static boolean isDotGit(SourceItem item) {
        return item.isDirectory() && item.isNamed(DOT_GIT);
    }

    /** Whether {@code item} is the folder {@code lfs} of a repository: not one of the working tree, nor a submodule of that name. */
    static boolean isLfsFolder(SourceItem item) {
        if (!item.isDirectory() || !item.isNamed(LFS)) {
            return false;
        }
        RawPath parent = item.path().parent();
        Path folder = item.file().getParent();
        if (parent == null || folder == null) {
            return false;
        }
        return parent.fileName().equals(DOT_GIT) || (isBelowModules(parent) && isGitFolder(folder));
    }

    private static boolean isBelowModules(RawPath path) {
        RawPath child = path;
        RawPath folder = path.parent();
        while (folder != null && !folder.isRoot()) {
            if (child.fileName().equals(MODULES) && folder.fileName().equals(DOT_GIT)) {
                return true;
            }
            child = folder;
            folder = folder.parent();
        }
        return false;
    }

    /** Whether it looks like a Git folder to Git, which wants a {@code HEAD} first of all. */
    static boolean isGitFolder(Path folder) {
        return Files.exists(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    /** The Git folders in {@code roots} and in their {@code modules}, however deep, in the order of their paths. */
    static Collection<Path> withModules(Collection<Path> roots) throws IOException {
        Collection<Path> found = new TreeSet<>();
        for (Path root : roots) {
            if (isGitFolder(root)) {
                found.add(root);
                addBelow(root.resolve("modules"), found);
            }
        }
        return found;
    }

    private static void addBelow(Path folder, Collection<Path> found) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path child : Listing.of(folder, RawPath.ROOT)) {
            boolean isGitFolder = isGitFolder(child);
            if (isGitFolder) {
                found.add(child);
            }
            addBelow(isGitFolder ? child.resolve("modules") : child, found);
        }
    }
}
