package org.projectexporter.git.snapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.git.folder.GitDirs;
import org.projectexporter.git.folder.GitLink;
import org.projectexporter.git.folder.LinkedParts;
import org.projectexporter.git.folder.NoRepository;
import org.projectexporter.git.folder.OutsideAccess;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.MemoryException;

/** Finds the indexes of the working trees in a project, which list the paths that Git tracks. */
final class WorkingTreeIndex {
    private static final RawPath INDEX = RawPath.of("index");
    private static final RawPath GIT = RawPath.of(".git");

    private WorkingTreeIndex() {}

    /** Whether a working tree that contains a folder has a file below that folder in its index. */
    static boolean isTracked(RawPath folder, SourceContext context) throws MemoryException {
        for (RawPath at = folder.parent(); at != null; at = at.parent()) {
            if (isTrackedBy(at, folder.relativeTo(at), context)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTrackedBy(RawPath workingTree, RawPath folder, SourceContext context)
            throws MemoryException {
        boolean[] found = {false};
        try {
            Path index = find(workingTree, context);
            if (index != null) {
                IndexReader.read(index, entry -> found[0] |= entry.path().startsWith(folder));
            }
        } catch (MemoryException e) {
            throw e;
        } catch (IOException e) {
            // an index that cannot be read is reported by the export of its repository
            return false;
        }
        return found[0];
    }

    /** The index of a working tree, given its path relative to the project's folder; null if there is none. */
    static @Nullable Path find(RawPath workingTree, SourceContext context) throws IOException {
        RawPath path = workingTree.resolve(GIT);
        Path file = NativeNames.resolve(context.projectFolder(), path);
        FileStat.Kind kind = GitLink.kind(file);
        Path folder = null;
        if (kind == FileStat.Kind.DIRECTORY) {
            folder = file;
        } else if (kind == FileStat.Kind.FILE) {
            SourceItem item = new SourceItem(file, path, FileStat.read(file));
            folder = NoRepository.why(item, context) == null
                    ? GitLink.read(item, context).target()
                    : null;
        }
        if (folder == null) {
            return null;
        }
        GitDirs dirs = OutsideAccess.dirs(context, context.inArchive(path), folder);
        Path index = dirs.resolve(INDEX);
        if (!index.startsWith(folder)) {
            LinkedParts.admit(index, dirs, context.inArchive(path.resolve(INDEX)), context);
        }
        return GitLink.kind(index) == FileStat.Kind.FILE ? index : null;
    }
}
