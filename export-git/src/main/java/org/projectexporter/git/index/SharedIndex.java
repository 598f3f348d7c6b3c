package org.projectexporter.git.index;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.ConfinedFolder;

/** The index that a split index is based on: a file next to it that Git never changes. */
public final class SharedIndex {
    private static final int BUFFER_BYTES = 1 << 16;

    private SharedIndex() {}

    /**
     * Visits the entries that a split index takes from its shared index.
     *
     * @param ofSame receives the unchanged entries, with the position of their attributes in the shared index
     * @param ofReplacements receives the entries of the split index that replace others
     * @return whether the shared index exists
     */
    public static boolean visit(
            SourceItem index,
            SplitIndex split,
            Function<IndexWindow, IndexReader.PlaceVisitor> ofSame,
            IndexReader.PlaceVisitor ofReplacements,
            IdFormat ids)
            throws IOException {
        RawPath name = RawPath.of(split.baseName());
        Path file = NativeNames.resolve(index.file().resolveSibling(""), name);
        RawPath path = RelativePaths.parentOf(index.path()).resolve(name);
        try {
            SourceItem base = new SourceItem(file, path, FileStat.read(file));
            try (ConfinedFolder folder = ConfinedFolder.around(base);
                    FileChannel channel = folder.open(file, base.stat());
                    InputStream in = new BufferedInputStream(SmallFile.open(base), BUFFER_BYTES)) {
                IndexWindow window = new IndexWindow((position, into) -> fill(channel, position, into));
                SplitIndex.Merge merge = split.new Merge(ofSame.apply(window), ofReplacements);
                merge.checkComplete(IndexReader.read(in, channel.size(), ids, merge));
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void fill(FileChannel channel, long position, ByteBuffer into) throws IOException {
        long at = position;
        for (int n = channel.read(into, at); n > 0; n = channel.read(into, at)) {
            at += n;
        }
    }
}
