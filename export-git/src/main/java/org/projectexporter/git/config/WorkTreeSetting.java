package org.projectexporter.git.config;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.git.folder.DiskPaths;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.RawPath;

/**
 * Adapts {@code core.worktree}, which is relative to the Git folder (git-config(1)): it is exported if it names a
 * folder in the project, adapted to the place of the Git folder in the archive.
 */
public final class WorkTreeSetting {
    private static final RawPath GIT = RawPath.of(".git");

    private final RawPath gitFolder;
    private final @Nullable GitFolder moved;

    private WorkTreeSetting(RawPath gitFolder, @Nullable GitFolder moved) {
        this.gitFolder = gitFolder;
        this.moved = moved;
    }

    /** The setting of a repository that keeps its place; {@code gitFolder} is relative to the project's folder. */
    static WorkTreeSetting at(RawPath gitFolder) {
        return new WorkTreeSetting(gitFolder, null);
    }

    /** The setting of a repository that may have another place in the archive than on disk. */
    public static WorkTreeSetting of(GitFolder repository) {
        return new WorkTreeSetting(repository.path(), repository);
    }

    /** For a linked worktree Git uses neither this setting nor {@code core.bare} from the common configuration. */
    boolean isIgnored() {
        return moved != null && moved.dirs().isLinked();
    }

    /** The value as it may be exported; null if it may not, or if it equals Git's default. */
    @Nullable
    String apply(@Nullable String value) {
        if (value == null || value.isEmpty() || isIgnored()) {
            return null;
        }
        RawPath target = RawPath.of(value.getBytes(StandardCharsets.ISO_8859_1));
        if (moved == null || (!moved.isMoved() && !DiskPaths.isAbsolute(target))) {
            return RelativePaths.resolve(gitFolder, target) == null ? null : value;
        }
        RawPath workTree = inProject(moved, target);
        boolean byDefault = workTree != null && gitFolder.isNamed(GIT) && workTree.equals(gitFolder.parent());
        return workTree == null || byDefault ? null : text(RelativePaths.between(gitFolder, workTree));
    }

    private static String text(RawPath path) {
        return new String(path.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static @Nullable RawPath inProject(GitFolder repository, RawPath target) {
        Path project = repository.context().projectFolder();
        Path named = DiskPaths.resolve(repository.file(), target);
        Path folder = Files.exists(named) ? real(named) : named;
        return folder.startsWith(project) ? DiskPaths.below(project, folder) : null;
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder; // has just disappeared: resolve it lexically
        }
    }
}
