package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.util.List;

import org.projectexporter.spi.RawPath;

/**
 * Says what of a repository that comes from anyone is not brought in: what Git would run, and what would lead it to another repository.
 * Source: gitrepository-layout(5), githooks(5). No export has any of it.
 */
final class ForeignGitFiles {
    static final String WHY = "never comes in: it could run, or lead out of the project";

    /** What lies directly in a repository's folder, or where it says. */
    static final List<String> NEVER_IN_A_REPOSITORY = List.of(
            "hooks", "worktrees", "commondir", "gitdir", "objects/info/alternates", "objects/info/http-alternates");

    private ForeignGitFiles() {}

    /** Why {@code path}, as seen from a folder {@code .git}, is not brought in; null if it is. */
    static @Nullable String whyLeftOut(RawPath path) {
        for (String never : NEVER_IN_A_REPOSITORY) {
            if (path.startsWith(RawPath.of(never))) {
                return WHY;
            }
        }
        if (RelativePaths.first(path).toString().startsWith("fsmonitor")) {
            return WHY;
        }
        return GitNames.isLock(path) ? "a lock: Git would wait for whoever holds it" : null;
    }

    /** Whether Git takes {@code path} for a configuration: below {@code modules} every file of that name, as in an export. */
    static boolean isConfig(RawPath path) {
        String name = path.fileName().toString();
        boolean place =
                path.equals(path.fileName()) || RelativePaths.first(path).equals(RawPath.of("modules"));
        return place && (name.equals("config") || name.equals("config.worktree"));
    }
}
