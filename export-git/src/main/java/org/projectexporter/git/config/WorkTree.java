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

/** Where the working tree of a repository is: around a folder {@code .git}, or where {@code core.worktree} says; git-config(1). */
public final class WorkTree {
    private static final RawPath GIT = RawPath.of(".git");

    private WorkTree() {}

    /** The one of a repository that is exported, as seen from the project's folder; null if it has none there. */
    public static @Nullable RawPath of(GitFolder repository) throws IOException {
        return around(repository.path(), WorkTreeSetting.of(repository).apply(setting(repository.file())));
    }

    /**
     * The one of a repository.
     *
     * @param gitFolder its folder
     * @param setting what its configuration says; null if nothing
     * @return as seen from where {@code gitFolder} is; null if it has none, or one that is not below there
     */
    static @Nullable RawPath around(RawPath gitFolder, @Nullable String setting) {
        if (setting != null) {
            return RelativePaths.resolve(gitFolder, RawPath.of(setting.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return gitFolder.isNamed(GIT) ? RelativePaths.parentOf(gitFolder) : null;
    }

    /** What the configuration in {@code gitFolder} says; null if nothing. */
    public static @Nullable String setting(Path gitFolder) throws IOException {
        String setting = null;
        for (String name : List.of("config", "config.worktree")) {
            Path file = GitDirs.find(gitFolder, name);
            for (ConfigEntry entry : ConfigReader.read(SmallFile.readIfPresent(file), file)) {
                if (entry.section().equals("core") && entry.lowerName().equals("worktree")) {
                    setting = entry.value();
                }
            }
        }
        return setting;
    }
}
