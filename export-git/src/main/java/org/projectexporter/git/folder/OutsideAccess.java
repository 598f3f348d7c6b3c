package org.projectexporter.git.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.SourceException;
import org.projectexporter.spi.SourceContext;

/** Decides whether a folder of a repository that may be outside the project may be read. */
public final class OutsideAccess {
    private OutsideAccess() {}

    /**
     * The folder, with links resolved. If it is outside the project, this is reported to the context.
     *
     * @param shown the repository, for messages
     * @param what the role of the folder in the repository, for messages
     * @throws SourceException if there is no such folder, or it may not be read
     */
    public static Path admit(SourceContext context, Object shown, String what, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw GitErrors.broken(shown, what + ", " + folder + ", is missing; restore it at this place");
        }
        Path real = folder.toRealPath();
        if (!isAllowed(context, real)) {
            throw SourceException.withOption(
                    Reason.OUTSIDE_NOT_ALLOWED,
                    shown + ": " + what + " is outside the project, at " + folder
                            + ", and may not be read; export without history, or allow reading it",
                    "dependencyRoots or repositoryFolders",
                    null);
        }
        report(context, real);
        return real;
    }

    /**
     * The folders of the repository that is opened through {@code gitFolder}.
     *
     * @throws SourceException if the common folder is missing or may not be read
     */
    public static GitDirs dirs(SourceContext context, Object shown, Path gitFolder) throws IOException {
        GitDirs dirs = GitDirs.of(gitFolder);
        return dirs.isLinked()
                ? new GitDirs(gitFolder, admit(context, shown, "the common folder of this worktree", dirs.common()))
                : dirs;
    }

    /** Whether a folder, given with its links resolved, may be read as a part of a repository. */
    public static boolean isAllowed(SourceContext context, Path real) {
        return context.isAllowed(real) || context.allowsRepositoryFolders();
    }

    /** Reports to the context that a folder is read, if it is outside the project. */
    public static void report(SourceContext context, Path real) {
        if (!real.startsWith(context.projectFolder())) {
            context.readsOutside(real);
        }
    }
}
