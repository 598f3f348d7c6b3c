package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;

/**
 * Puts the attributes of the files that were just unpacked into an index, in place of those that they had where they were exported, so that
 * Git need not read them all again. Only where the index knew the file as it was exported: any other file is read by Git, which finds
 * what had been edited.
 */
final class RestoredIndex {
    private static final int GITLINK = 0160000;
    private static final int TREE = 0040000;
    /** What a zip keeps of a time. */
    private static final int ZIP_NANOS = 100;

    private final RestoredTree tree;
    private final RawPath workingTree;
    private final IdFormat ids;

    /**
     * For the index of a working tree.
     *
     * @param workingTree its folder, as in the archive
     */
    RestoredIndex(RestoredTree tree, RawPath workingTree, IdFormat ids) {
        this.tree = tree;
        this.workingTree = workingTree;
        this.ids = ids;
    }

    /** Patches it; what is no index, or a split one, stays as it is. */
    void patch(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size > Integer.MAX_VALUE || size < ids.bytes()) {
            return;
        }
        MappedByteBuffer index = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
        int end = (int) size - ids.bytes();
        ByteBuffer entries = index.slice(0, end);
        if (!isChecksum(index, end)) {
            return;
        }
        IndexStats.walk(entries, ids, (at, path, mode, stage) -> refresh(entries, at, path, mode, stage));
        index.put(end, digest(entries));
        index.force();
    }

    private void refresh(ByteBuffer index, int at, RawPath path, int mode, int stage) throws IOException {
        if (stage != 0 || mode == GITLINK || mode == TREE || path.isRoot()) {
            return;
        }
        RawPath entry = workingTree.resolve(path);
        if (!tree.wasClean(entry)) {
            return;
        }
        StatData now = stat(tree.fileOf(entry));
        if (now != null && now.isOfMode(mode) && isTheFile(index, at, now)) {
            now.putAt(index, at);
        }
    }

    private static @Nullable StatData stat(Path file) throws IOException {
        try {
            return StatData.read(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Size and, but for a link, time as the index knows them, to what the archive's format keeps. */
    private static boolean isTheFile(ByteBuffer index, int at, StatData now) {
        Instant known = Instant.ofEpochSecond(index.getInt(at + 8), index.getInt(at + 12));
        boolean link = (now.mode() & 0170000) == 0120000;
        return index.getInt(at + 36) == now.size() && (link || sameTime(known, now.mtime()));
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // the seconds of an index are cut off at 32 bits
    private static boolean sameTime(Instant known, Instant now) {
        return (int) known.getEpochSecond() == (int) now.getEpochSecond()
                && known.getNano() / ZIP_NANOS == now.getNano() / ZIP_NANOS;
    }

    /** The trailer is the checksum of all before it. All zeros stand for none (index.skipHash), and are left alone. */
    private boolean isChecksum(ByteBuffer index, int end) {
        byte[] trailer = new byte[ids.bytes()];
        index.get(end, trailer);
        return java.util.Arrays.equals(trailer, digest(index.slice(0, end)));
    }

    private byte[] digest(ByteBuffer bytes) {
        MessageDigest digest = ids.newDigest();
        digest.update(bytes.duplicate().rewind());
        return digest.digest();
    }
}
