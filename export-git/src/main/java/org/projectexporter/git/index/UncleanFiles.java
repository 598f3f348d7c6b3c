package org.projectexporter.git.index;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.git.config.StatRules;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/**
 * Finds the files of a working tree whose attributes differ from those in the index: Git would have to read them to
 * know whether they were edited. All other files may be marked as unchanged by an import.
 */
public final class UncleanFiles {
    /** If there are more, as in a copy of a project, an import marks no files. */
    private static final int MAX = 10_000;

    private static final int MTIME_AT = 8;

    private final RawPath workTree;
    private final Instant indexTime;
    private final SourceContext context;
    private final StatRules rules;
    private final List<Finding> findings = new ArrayList<>();
    private int count;
    /** A folder of the working tree that does not exist, like most folders in a sparse checkout. */
    private @Nullable RawPath missingFolder;

    /**
     * Creates a search for an index.
     *
     * @param workTree the folder of its working tree, relative to the project's folder
     * @param indexTime when the index was written: a file written later, or at the same moment, may have the same
     *     attributes as before
     * @param rules how Git compares them in this repository
     */
    public UncleanFiles(RawPath workTree, Instant indexTime, SourceContext context, StatRules rules) {
        this.workTree = workTree;
        this.indexTime = indexTime;
        this.context = context;
        this.rules = rules;
    }

    /** Checks the files of entries whose attributes are in {@code index}. */
    public IndexReader.PlaceVisitor in(IndexWindow index) {
        return (entry, at) -> look(index, at, entry);
    }

    /**
     * The unclean files, as findings.
     *
     * @param index the path of the index in the archive
     */
    public List<Finding> findings(RawPath index) {
        return count <= MAX
                ? findings
                : List.of(unclean(index, "the attributes of " + count + " files differ from those in it"));
    }

    /** A finding that {@code path}, an index or a file, is not clean. */
    public static Finding unclean(RawPath path, String what) {
        return Finding.of(Finding.Kind.NOT_CLEAN, path, what);
    }

    private void look(IndexWindow index, long at, IndexEntry entry) throws IOException {
        if (entry.isGitlink() || entry.isTree()) {
            return; // a submodule, or a folder of a sparse index
        }
        if (entry.stage() != 0 || !isClean(index, at, entry)) {
            count++;
            if (count <= MAX) {
                RawPath file = context.inArchive(workTree.resolve(entry.path()));
                findings.add(unclean(file, "its attributes differ from those in the Git index"));
            }
        }
    }

    private boolean isClean(IndexWindow index, long at, IndexEntry entry) throws IOException {
        if (missingFolder != null && entry.path().startsWith(missingFolder)) {
            return false;
        }
        Path file = NativeNames.resolve(context.projectFolder(), workTree.resolve(entry.path()));
        try {
            StatData now = StatData.read(file);
            int place = index.moveTo(at, StatData.BYTES);
            return now != null && now.isAt(index.bytes(), place, entry.mode(), rules) && isBefore(index.bytes(), place);
        } catch (FileSystemException e) {
            rememberMissingFolder(entry.path(), file);
            return false; // gone, or one of its parents is now a file or link
        }
    }

    private void rememberMissingFolder(RawPath path, Path file) {
        RawPath folder = path.parent();
        boolean isGone = folder != null
                && !folder.isRoot()
                && Files.notExists(file.resolveSibling(""), LinkOption.NOFOLLOW_LINKS);
        missingFolder = isGone ? folder : null;
    }

    /** "Racily clean": Documentation/technical/racy-git in Git. */
    private boolean isBefore(ByteBuffer index, int at) {
        Instant mtime = Instant.ofEpochSecond(index.getInt(at + MTIME_AT), index.getInt(at + MTIME_AT + 4));
        return mtime.isBefore(rules.complete() ? indexTime : indexTime.truncatedTo(ChronoUnit.SECONDS));
    }
}
