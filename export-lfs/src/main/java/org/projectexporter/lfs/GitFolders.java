package org.projectexporter.lfs;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/**
 * Which folders are Git folders: those named {@code .git}, and below their {@code modules} those of submodules, whose names may
 * hold slashes (gitrepository-layout(5)).
 */
final class GitFolders {
    private static final RawPath DOT_GIT = RawPath.of(".git");
    private static final RawPath MODULES = RawPath.of("modules");

    private GitFolders() {}

    /** Whether a folder is named {@code .git}, or is that of a submodule. */
    static boolean isOne(SourceItem item) {
        return item.isNamed(DOT_GIT) || (isBelowModules(item.path()) && isGitFolder(item.file()));
    }

    private static boolean isBelowModules(RawPath path) {
        for (RawPath at = parentOf(path); !at.isRoot(); at = parentOf(at)) {
            if (at.isNamed(MODULES) && parentOf(at).isNamed(DOT_GIT)) {
                return true;
            }
        }
        return false;
    }

    /** The folder above, which for the root is itself. */
    static RawPath parentOf(RawPath path) {
        RawPath parent = path.parent();
        return parent == null ? RawPath.ROOT : parent;
    }

    /** Whether it looks like a Git folder to Git, which wants a {@code HEAD} first of all. */
    static boolean isGitFolder(Path folder) {
        return Files.exists(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }
}
