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

/** The index that a split one is based on: it lies beside it, and Git never changes it. */
public final class SharedIndex {
    private static final int BUFFER_BYTES = 1 << 16;

    private SharedIndex() {}

    /**
     * Goes through the entries that a split index has from its shared one.
     *
     * @param ofSame takes those that are the same in both, given where in the shared one their attributes are
     * @param ofReplacements takes those that the split index has in the place of others
     * @return whether the shared one was there
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
