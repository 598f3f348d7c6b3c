package org.projectexporter.git.restore;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.LongPredicate;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ImportNote;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.SourceException;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.git.index.IndexForm;
import org.projectexporter.git.index.IndexOffsets;
import org.projectexporter.git.index.IndexPaths;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.git.index.SplitIndex;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;
import org.projectexporter.spi.RestoredTree;

/**
 * An untrusted index. Git would check out any path in it, so a path that Git itself would never add to an index is
 * refused. An index that cannot be read to its end here is left out, since Git might read it differently.
 */
final class UntrustedIndex {
    private static final int BUFFER_BYTES = 1 << 16;

    private final RawPath file;
    private final RestoredTree tree;
    private final RestoreContext context;
    private final IdFormat ids;
    private final IndexReader.PlaceVisitor visitor;

    /** The index at {@code file}, which must exist; {@code visitor} receives its entries. */
    UntrustedIndex(
            RawPath file, RestoredTree tree, RestoreContext context, IdFormat ids, IndexReader.PlaceVisitor visitor) {
        this.file = file;
        this.tree = tree;
        this.context = context;
        this.ids = ids;
        this.visitor = visitor;
    }

    /**
     * Checks the whole index.
     *
     * @throws RefusedArchiveException if it has a path that Git would not allow
     */
    void check() throws IOException {
        IndexPaths paths = new IndexPaths();
        String damage = null;
        try {
            read(paths.and(visitor));
        } catch (SourceException e) {
            damage = e.getMessage();
        }
        requireValid(paths);
        if (damage != null) {
            tree.remove(file);
            context.report(ImportNote.Kind.LEFT_OUT, file, damage + "; git reset creates a new one");
        }
    }

    private void requireValid(IndexPaths paths) throws RefusedArchiveException {
        RawPath bad = paths.bad();
        if (bad != null) {
            throw new RefusedArchiveException(
                    ArchiveDefect.BAD_INDEX_PATH,
                    file,
                    "an index with the path \"" + bad + "\", which Git would never add to it; nothing was imported");
        }
    }

    private void read(IndexReader.PlaceVisitor paths) throws IOException {
        IndexForm form = readAlone(file, paths);
        SplitIndex split = form.split();
        if (split == null) {
            return;
        }
        RawPath base = RelativePaths.parentOf(file).resolve(split.baseName());
        if (!RealFolders.isFile(base, tree)) {
            throw new SourceException("the index is split, and its " + split.baseName() + " is missing");
        }
        SplitIndex.Merge merge = split.new Merge(paths, paths);
        merge.checkComplete(readAlone(base, merge));
    }

    private IndexForm readAlone(RawPath index, IndexReader.PlaceVisitor visitor) throws IOException {
        try (FileChannel channel =
                FileChannel.open(tree.fileOf(index), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            IndexForm form = read(channel, visitor, at -> false);
            IndexOffsets offsets = IndexOffsets.of(channel, ids, form);
            if (offsets.namesBlocks()) {
                read(channel, (entry, at) -> {}, offsets);
                offsets.requireMet();
            }
            return form;
        } catch (EOFException e) {
            throw new SourceException("the index is truncated", e);
        }
    }

    private IndexForm read(FileChannel channel, IndexReader.PlaceVisitor visitor, LongPredicate blocks)
            throws IOException {
        channel.position(0);
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
        return IndexReader.read(in, channel.size(), ids, visitor, blocks);
    }
}
