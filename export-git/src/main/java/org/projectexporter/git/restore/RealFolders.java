package org.projectexporter.git.restore;

import java.io.IOException;

import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;

/** Tests whether a path of a tree is a folder whose parents are all folders, not links. Fast for sorted paths. */
final class RealFolders {
    private final RestoredTree tree;
    private RawPath last = RawPath.ROOT;

    RealFolders(RestoredTree tree) {
        this.tree = tree;
    }

    boolean has(RawPath folder) throws IOException {
        if (folder.isRoot() || last.startsWith(folder)) {
            return true;
        }
        if (!has(RelativePaths.parentOf(folder)) || !isFolder(folder, tree)) {
            return false;
        }
        last = folder;
        return true;
    }

    static boolean isFolder(RawPath path, RestoredTree tree) throws IOException {
        FileStat stat = tree.stat(path);
        return stat != null && stat.kind() == FileStat.Kind.DIRECTORY;
    }

    static boolean isFile(RawPath path, RestoredTree tree) throws IOException {
        FileStat stat = tree.stat(path);
        return stat != null && stat.kind() == FileStat.Kind.FILE;
    }
}
