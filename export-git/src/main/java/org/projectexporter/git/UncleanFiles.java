package org.projectexporter.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * Finds the files of a working tree whose attributes are not those that the index remembers: Git would have to read them to know
 * whether they were edited. Of all others an import may tell Git that it need not.
 */
final class UncleanFiles {
    /** Where more are, as in a copy of a project, an import has nothing to tell. */
    private static final int MOST = 10_000;

    private static final int MTIME_AT = 8;
    private static final int GITLINK = 0160000;
    private static final int TREE = 0040000;
    private static final RawPath GIT = RawPath.of(".git");

    private final GitFolder repository;
    private final ByteBuffer index;
    private final Instant indexTime;
    private final List<Finding> findings = new ArrayList<>();
    private int count;

    private UncleanFiles(GitFolder repository, byte[] index, Instant indexTime) {
        this.repository = repository;
        this.index = ByteBuffer.wrap(index);
        this.indexTime = indexTime;
    }

    /**
     * Looks at each file that the index of {@code repository} names.
     *
     * @param indexTime when the index was written: what was written to later, or at the same moment, may look as it did before
     */
    static List<Finding> of(GitFolder repository, byte[] index, IdFormat ids, Instant indexTime) throws IOException {
        RawPath file = repository.inArchive().resolve("index");
        if (!repository.path().isNamed(GIT)) {
            return List.of(unclean(file, "that of a working tree which is not looked for"));
        }
        UncleanFiles files = new UncleanFiles(repository, index, indexTime);
        IndexStats.walk(files.index, ids, files::look);
        return files.count > MOST
                ? List.of(unclean(file, "the attributes of " + files.count + " files are not those that it has"))
                : files.findings;
    }

    private static Finding unclean(RawPath path, String what) {
        return Finding.of(Finding.Kind.NOT_CLEAN, path, what);
    }

    private void look(int at, RawPath path, int mode, int stage) throws IOException {
        if (path.isRoot() || mode == GITLINK || mode == TREE) {
            return; // of a split or sparse index, or a submodule
        }
        if (stage != 0 || !isClean(at, path, mode)) {
            count++;
            if (count <= MOST) {
                RawPath file = RelativePaths.parentOf(repository.path()).resolve(path);
                findings.add(
                        unclean(repository.context().inArchive(file), "its attributes are not those in the Git index"));
            }
        }
    }

    private boolean isClean(int at, RawPath path, int mode) throws IOException {
        RawPath below = RelativePaths.parentOf(repository.path()).resolve(path);
        Path file = NativeNames.resolve(repository.context().projectFolder(), below);
        try {
            StatData now = StatData.read(file);
            return now != null && now.isAt(index, at, mode) && isBefore(at);
        } catch (NoSuchFileException | java.nio.file.NotDirectoryException e) {
            return false;
        } catch (java.nio.file.FileSystemException e) {
            return false; // a folder on the way is a file or link now
        }
    }

    /** "Racily clean": Documentation/technical/racy-git in Git. */
    private boolean isBefore(int at) {
        Instant mtime = Instant.ofEpochSecond(index.getInt(at + MTIME_AT), index.getInt(at + MTIME_AT + 4));
        return mtime.isBefore(indexTime);
    }
}
