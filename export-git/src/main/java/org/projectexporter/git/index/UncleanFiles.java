package org.projectexporter.git.index;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/**
 * Finds the files of a working tree whose attributes are not those that the index remembers: Git would have to read them to know
 * whether they were edited. Of all others an import may tell Git that it need not.
 */
public final class UncleanFiles {
    /** Where more are, as in a copy of a project, an import has nothing to tell. */
    private static final int MOST = 10_000;

    private static final int MTIME_AT = 8;

    private final RawPath workTree;
    private final Instant indexTime;
    private final SourceContext context;
    private final List<Finding> findings = new ArrayList<>();
    private int count;
    /** A folder of the working tree that is not there, as most are in a sparse checkout. */
    private @Nullable RawPath goneFolder;

    /**
     * For an index.
     *
     * @param workTree the folder of its working tree, as seen from the project's
     * @param indexTime when the index was written: what was written to later, or at the same moment, may look as it did before
     */
    public UncleanFiles(RawPath workTree, Instant indexTime, SourceContext context) {
        this.workTree = workTree;
        this.indexTime = indexTime;
        this.context = context;
    }

    /** Looks at the files of entries whose attributes are in {@code index}. */
    public IndexReader.PlaceVisitor in(IndexWindow index) {
        return (entry, at) -> look(index, at, entry);
    }

    /**
     * What was found.
     *
     * @param index the path of the index in the archive
     */
    public List<Finding> findings(RawPath index) {
        return count <= MOST
                ? findings
                : List.of(unclean(index, "the attributes of " + count + " files are not those that it has"));
    }

    /** That nothing is known of {@code path}, an index or a file. */
    public static Finding unclean(RawPath path, String what) {
        return Finding.of(Finding.Kind.NOT_CLEAN, path, what);
    }

    private void look(IndexWindow index, long at, IndexEntry entry) throws IOException {
        if (entry.isGitlink() || entry.isTree()) {
            return; // a submodule, or a folder of a sparse index
        }
        if (entry.stage() != 0 || !isClean(index, at, entry)) {
            count++;
            if (count <= MOST) {
                RawPath file = context.inArchive(workTree.resolve(entry.path()));
                findings.add(unclean(file, "its attributes are not those in the Git index"));
            }
        }
    }

    private boolean isClean(IndexWindow index, long at, IndexEntry entry) throws IOException {
        if (goneFolder != null && entry.path().startsWith(goneFolder)) {
            return false;
        }
        Path file = NativeNames.resolve(context.projectFolder(), workTree.resolve(entry.path()));
        try {
            StatData now = StatData.read(file);
            int place = index.moveTo(at, StatData.BYTES);
            return now != null && now.isAt(index.bytes(), place, entry.mode()) && isBefore(index.bytes(), place);
        } catch (FileSystemException e) {
            noteGoneFolder(entry.path(), file);
            return false; // gone, or a folder on the way is a file or link now
        }
    }

    private void noteGoneFolder(RawPath path, Path file) {
        RawPath folder = path.parent();
        boolean isGone = folder != null
                && !folder.isRoot()
                && Files.notExists(file.resolveSibling(""), LinkOption.NOFOLLOW_LINKS);
        goneFolder = isGone ? folder : null;
    }

    /** "Racily clean": Documentation/technical/racy-git in Git. */
    private boolean isBefore(ByteBuffer index, int at) {
        Instant mtime = Instant.ofEpochSecond(index.getInt(at + MTIME_AT), index.getInt(at + MTIME_AT + 4));
        return mtime.isBefore(indexTime);
    }
}
