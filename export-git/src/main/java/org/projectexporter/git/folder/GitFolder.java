package org.projectexporter.git.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * One repository's folder: {@code .git}, the folder of a submodule below {@code .git/modules}, or a bare repository.
 * Its location on disk may differ from its place in the archive; the items in it then have the paths of the archive.
 *
 * @param item the folder as the walk found it; its path is the one in the archive, relative to the project's folder
 * @param dirs the location of the repository
 * @param context the context of the export
 */
public record GitFolder(SourceItem item, GitDirs dirs, SourceContext context) {
    /** A folder that contains its whole repository. */
    public GitFolder(SourceItem item, SourceContext context) {
        this(item, new GitDirs(item.file(), item.file()), context);
    }

    /**
     * The folder of a repository that may share a common folder.
     *
     * @throws org.projectexporter.SourceException if the common folder is missing or may not be read
     */
    public static GitFolder of(SourceItem item, SourceContext context) throws IOException {
        return new GitFolder(item, OutsideAccess.dirs(context, context.inArchive(item.path()), item.file()), context);
    }

    /** The folder on disk. */
    public Path file() {
        return item.file();
    }

    /** The path of the folder, relative to the project's folder. */
    public RawPath path() {
        return item.path();
    }

    /** The children of this folder, or of a folder below it; links to parts of the repository are followed. */
    public List<SourceItem> children(SourceItem folder) throws IOException {
        return dirs.children(folder, relative(folder), context);
    }

    /**
     * Whether a path relative to this folder belongs to the repository: if the project's folder is the repository, it
     * may contain other things too.
     */
    public boolean owns(RawPath path) {
        return !path().isRoot() || GitFileRules.isOfRepository(RelativePaths.first(path));
    }

    /** Whether its location on disk differs from its path in the archive. */
    public boolean isMoved() {
        return !file().equals(DiskPaths.resolve(context.projectFolder(), path()));
    }

    /** Whether an item of it is, or is below, the target of a link. */
    public boolean isBehindLink(SourceItem item) throws IOException {
        RawPath path = relative(item);
        return !item.file().equals(NativeNames.resolve(dirs.own(), path))
                && !item.file().equals(NativeNames.resolve(dirs.common(), path));
    }

    /** The path of an item relative to this folder, which contains it. */
    public RawPath relative(SourceItem below) {
        return below.path().relativeTo(item.path());
    }

    /** The path in the archive of an item below this folder. */
    public RawPath inArchive(SourceItem below) {
        return context.inArchive(below.path());
    }

    /** The path of this folder in the archive. */
    public RawPath inArchive() {
        return context.inArchive(item.path());
    }
}
