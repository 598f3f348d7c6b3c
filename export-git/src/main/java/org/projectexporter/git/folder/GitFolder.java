package org.projectexporter.git.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * One repository's folder: {@code .git}, that of a submodule below {@code .git/modules}, or a bare repository. It may lie
 * elsewhere than it will in the archive: then the items of what it holds have the paths of the archive.
 *
 * @param item the folder as the walk came to it: its path is the one in the archive, as seen from the project's folder
 * @param dirs where it is
 * @param context of the export
 */
public record GitFolder(SourceItem item, GitDirs dirs, SourceContext context) {
    /** A folder that holds all of its repository. */
    public GitFolder(SourceItem item, SourceContext context) {
        this(item, new GitDirs(item.file(), item.file()), context);
    }

    /**
     * The folder of a repository which may share another one.
     *
     * @throws org.projectexporter.SourceException if that one is missing or may not be read
     */
    public static GitFolder of(SourceItem item, SourceContext context) throws IOException {
        return new GitFolder(item, Outside.dirs(context, context.inArchive(item.path()), item.file()), context);
    }

    public Path file() {
        return item.file();
    }

    /** The folder as seen from the project's. */
    public RawPath path() {
        return item.path();
    }

    /** What lies in this folder, or in one below it. */
    public List<SourceItem> children(SourceItem folder) throws IOException {
        return dirs.isLinked()
                ? dirs.children(relative(folder), folder.path(), context)
                : FolderListing.of(folder, context);
    }

    /** Whether a path, as seen from the folder, is of the repository: a project's own folder may hold other things too. */
    public boolean owns(RawPath path) {
        return !path().isRoot() || GitFileRules.isOfRepository(RelativePaths.first(path));
    }

    /** Whether it lies elsewhere than its path says. */
    public boolean isMoved() {
        return !file().equals(DiskPaths.resolve(context.projectFolder(), path()));
    }

    /** A path below the folder, as seen from it. */
    public RawPath relative(SourceItem below) {
        return below.path().relativeTo(item.path());
    }

    public RawPath inArchive(SourceItem below) {
        return context.inArchive(below.path());
    }

    public RawPath inArchive() {
        return context.inArchive(item.path());
    }
}
