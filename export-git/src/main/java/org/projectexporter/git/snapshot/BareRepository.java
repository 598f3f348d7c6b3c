package org.projectexporter.git.snapshot;

import java.io.IOException;
import java.nio.file.Files;

import org.projectexporter.git.folder.GitDirectory;
import org.projectexporter.git.folder.GitLink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * Repositories that lie in a folder of another name than {@code .git}, most often bare ones. A folder is one if {@linkplain GitDirectory
 * Git would take it for one}, and {@code objects} and {@code refs} are folders in it (gitrepository-layout(5)).
 */
public final class BareRepository {
    private static final RawPath GIT = RawPath.of(".git");

    private BareRepository() {}

    /**
     * Whether a folder of the project's working tree is a repository, and not one that Git tracks file by file: that one is a part
     * of the working tree, and travels as it is.
     */
    public static boolean isOne(SourceItem folder, SourceContext context) throws IOException {
        return mayBe(folder)
                && GitDirectory.isWholeAt(folder.file())
                && !WorkingTreeIndex.isTracked(folder.path(), context);
    }

    /** Whether it is worth a closer look. */
    static boolean mayBe(SourceItem item) {
        return item.isDirectory() && hasObjects(item);
    }

    /** Asked of every folder of a project, so that it costs one look; names that are not ASCII take the long way. */
    private static boolean hasObjects(SourceItem folder) {
        return folder.path().isAscii()
                ? folder.file().resolve("objects").toFile().exists()
                : Files.exists(folder.file().resolve("objects"));
    }

    /** Whether the project itself is one. */
    static boolean isProject(SourceContext context) throws IOException {
        return GitLink.kind(context.projectFolder().resolve(GIT.toString())) == null
                && GitDirectory.isWholeAt(context.projectFolder());
    }
}
