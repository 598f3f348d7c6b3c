package org.projectexporter.git.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.git.folder.GitDirectory;
import org.projectexporter.git.folder.GitLink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * Finds repositories in folders with other names than {@code .git}, usually bare ones. A folder is one if
 * {@linkplain GitDirectory Git would open it as one} and {@code objects} and {@code refs} are folders in it
 * (gitrepository-layout(5)), or if nothing but its HEAD is damaged.
 */
public final class BareRepository {
    private static final RawPath GIT = RawPath.of(".git");

    private BareRepository() {}

    /**
     * Whether a folder of the project's working tree is a repository whose files are not tracked by Git. One whose
     * files are tracked is a part of the working tree, and is exported unchanged.
     */
    public static boolean isBareRepository(SourceItem folder, SourceContext context) throws IOException {
        return mayBeBareRepository(folder)
                && isRepository(folder.file())
                && !WorkingTreeIndex.isTracked(folder.path(), context);
    }

    /** A cheap test that excludes most folders. */
    static boolean mayBeBareRepository(SourceItem item) {
        return item.isDirectory() && hasObjects(item);
    }

    /**
     * Called for every folder of a project, so it makes a single system call; names that are not ASCII need the slower
     * one.
     */
    private static boolean hasObjects(SourceItem folder) {
        return folder.path().isAscii()
                ? folder.file().resolve("objects").toFile().exists()
                : Files.exists(folder.file().resolve("objects"));
    }

    /** Whether the project itself is such a repository. */
    static boolean isProject(SourceContext context) throws IOException {
        return GitLink.kind(context.projectFolder().resolve(GIT.toString())) == null
                && isRepository(context.projectFolder());
    }

    private static boolean isRepository(Path folder) throws IOException {
        return GitDirectory.isCompleteAt(folder) || GitDirectory.hasDamagedHeadAt(folder);
    }
}
