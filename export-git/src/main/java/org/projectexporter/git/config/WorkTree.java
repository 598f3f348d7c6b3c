package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.git.folder.GitDirs;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.spi.RawPath;

/**
 * Finds the working tree of a repository: the parent of a folder {@code .git}, or the folder that {@code core.worktree}
 * names; git-config(1).
 */
public final class WorkTree {
    private static final RawPath GIT = RawPath.of(".git");

    private WorkTree() {}

    /**
     * The working tree of a repository that is exported, relative to the project's folder; null if it has none in the
     * project.
     */
    public static @Nullable RawPath of(GitFolder repository) throws IOException {
        return around(repository.path(), WorkTreeSetting.of(repository).apply(setting(repository.file())));
    }

    /**
     * The working tree of a repository.
     *
     * @param gitFolder its folder
     * @param setting the value of {@code core.worktree}; null if absent
     * @return a path relative to the same root as {@code gitFolder}; null if there is no working tree, or if it is
     *     outside that root
     */
    static @Nullable RawPath around(RawPath gitFolder, @Nullable String setting) {
        if (setting != null) {
            return RelativePaths.resolve(gitFolder, RawPath.of(setting.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return gitFolder.isNamed(GIT) ? RelativePaths.parentOf(gitFolder) : null;
    }

    /** The value of {@code core.worktree} in the configuration in {@code gitFolder}; null if absent. */
    public static @Nullable String setting(Path gitFolder) throws IOException {
        String setting = null;
        for (String name : List.of("config", "config.worktree")) {
            Path file = GitDirs.find(gitFolder, name);
            for (ConfigEntry entry : ConfigReader.readable(SmallFile.readIfPresent(file))) {
                if (entry.section().equals("core") && entry.lowerName().equals("worktree")) {
                    setting = entry.value();
                }
            }
        }
        return setting;
    }
}
