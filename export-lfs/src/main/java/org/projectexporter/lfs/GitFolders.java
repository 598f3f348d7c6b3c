package org.projectexporter.lfs;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/**
 * Recognizes Git folders: those named {@code .git}, and those of submodules below their {@code modules}, whose names
 * may contain slashes (gitrepository-layout(5)).
 */
final class GitFolders {
    private static final RawPath DOT_GIT = RawPath.of(".git");
    private static final RawPath MODULES = RawPath.of("modules");

    private GitFolders() {}

    /** Whether a folder is named {@code .git} or belongs to a submodule. */
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

    /** The parent folder; the root itself for the root. */
    static RawPath parentOf(RawPath path) {
        RawPath parent = path.parent();
        return parent == null ? RawPath.ROOT : parent;
    }

    /** Whether Git may open a folder as a Git folder, which requires at least a {@code HEAD}. */
    static boolean isGitFolder(Path folder) {
        return Files.exists(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }
}
