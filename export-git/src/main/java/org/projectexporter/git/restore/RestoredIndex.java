package org.projectexporter.git.restore;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.projectexporter.git.config.StatRules;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.RelativePaths;
import org.projectexporter.git.index.IndexEntry;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.git.index.MappedIndex;
import org.projectexporter.git.index.SplitIndex;
import org.projectexporter.git.index.StatData;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoredTree;

/**
 * Updates an index with the attributes of the files that were just unpacked, so that Git need not read them all again.
 * Only files whose attributes in the index matched when they were exported are updated; Git reads every other file and
 * so finds those that had been edited.
 */
final class RestoredIndex {
    /** The resolutions of times: a zip and NTFS, APFS and many servers, exFAT, ext3 and sshfs, in nanoseconds. */
    private static final List<Integer> RESOLUTIONS = List.of(1, 100, 1_000, 1_000_000, 10_000_000, 1_000_000_000);

    private final RawPath file;
    private final RawPath workTree;
    private final RestoredTree tree;
    private final IdFormat ids;
    private final StatRules rules;
    private final RealFolders folders;
    /** The second in which the index was written. */
    private long written;
    /** Whether there are entries from that second or later, and whether all of them were updated. */
    private boolean hasRecent;

    private boolean updatesRecent = true;

    /**
     * Creates an update of one index.
     *
     * @param file its path in the archive
     * @param workTree the folder of its working tree in the archive
     * @param rules how Git compares a file with it
     */
    RestoredIndex(RawPath file, RawPath workTree, RestoredTree tree, IdFormat ids, StatRules rules) {
        this.file = file;
        this.workTree = workTree;
        this.tree = tree;
        this.ids = ids;
        this.rules = rules;
        this.folders = new RealFolders(tree);
    }

    /** Patches the index, and the shared index that it is based on. A file that is not an index is left unchanged. */
    void refresh() throws IOException {
        FileStat stat = tree.stat(file);
        if (stat == null) {
            return;
        }
        written = stat.mtime().getEpochSecond();
        patch();
        if (hasRecent && updatesRecent) {
            tree.setTime(file, Instant.ofEpochSecond(written + 1));
        }
    }

    private void patch() throws IOException {
        tree.patch(file, channel -> {
            MappedIndex index = MappedIndex.of(channel, ids);
            if (index == null) {
                return;
            }
            index.walk(in(index)); // first, since it verifies the original checksum of the index
            SplitIndex split = index.form().split();
            if (split != null) {
                refreshShared(index, split);
            }
            index.seal();
        });
    }

    /** The name of a shared index is its trailer, which the split index contains too. */
    private void refreshShared(MappedIndex index, SplitIndex split) throws IOException {
        RawPath folder = RelativePaths.parentOf(file);
        RawPath name = folder.resolve(split.baseName());
        if (!RealFolders.isFile(name, tree) || !tree.wasClean(name)) {
            return;
        }
        SharedPatch patch = new SharedPatch(index, split);
        tree.patch(name, patch);
        byte[] id = patch.id;
        if (id != null) {
            tree.rename(name, folder.resolve(SplitIndex.baseName(MappedIndex.hex(id))));
            index.putBase(id);
        }
    }

    private final class SharedPatch implements RestoredTree.Patch {
        private final MappedIndex index;
        private final SplitIndex split;
        /** The new trailer; null if nothing was patched. */
        private byte @Nullable [] id;

        SharedPatch(MappedIndex index, SplitIndex split) {
            this.index = index;
            this.split = split;
        }

        @Override
        public void apply(FileChannel channel) throws IOException {
            MappedIndex base = MappedIndex.of(channel, ids);
            if (base != null && base.form().split() == null) {
                SplitIndex.Merge merge = split.new Merge(in(base), in(index));
                base.walk(merge);
                merge.checkComplete(base.form());
                id = base.seal();
            }
        }
    }

    private IndexReader.PlaceVisitor in(MappedIndex index) {
        return (entry, at) -> refresh(index.bytes(), (int) at, entry);
    }

    /**
     * Updates an entry. Git reads a file again if it is from the second in which the index was written, or later, since
     * it may have been written to after the index ("Racy Git": Documentation/technical/racy-git in Git). The export has
     * compared the fractions of the seconds, so that is not necessary for the files that were updated; if there is no
     * other file from that second, the index may get a later time.
     */
    private void refresh(ByteBuffer index, int at, IndexEntry entry) throws IOException {
        if (entry.isGitlink() || entry.isTree()) {
            return;
        }
        boolean recent = Integer.toUnsignedLong(index.getInt(at + 8)) >= written;
        boolean updated = entry.stage() == 0 && update(index, at, entry);
        hasRecent |= recent;
        updatesRecent &= updated || !recent;
    }

    private boolean update(ByteBuffer index, int at, IndexEntry entry) throws IOException {
        RawPath path = workTree.resolve(entry.path());
        if (!tree.wasClean(path) || !tree.keepsName(path) || !folders.has(RelativePaths.parentOf(path))) {
            return false;
        }
        StatData now = stat(tree.fileOf(path));
        if (now == null || !now.isOfMode(entry.mode(), rules) || !isUnchanged(index, at, entry, now)) {
            return false;
        }
        now.putAt(index, at);
        return true;
    }

    private static @Nullable StatData stat(Path file) throws IOException {
        try {
            return StatData.read(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Whether the size and, except for a link or the file that is there instead of it, the time equal those in the
     * index, to the resolution of the archive's format and of the file system.
     */
    private boolean isUnchanged(ByteBuffer index, int at, IndexEntry entry, StatData now) {
        Instant known = Instant.ofEpochSecond(index.getInt(at + 8), index.getInt(at + 12));
        boolean link = (entry.mode() & 0170000) == 0120000;
        return index.getInt(at + 36) == now.size() && (link || sameTime(known, now.mtime()));
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // the seconds in an index are truncated to 32 bits
    private boolean sameTime(Instant known, Instant now) {
        int apart = (int) known.getEpochSecond() - (int) now.getEpochSecond();
        if (apart == 0) {
            return !rules.complete()
                    || RESOLUTIONS.stream().anyMatch(nanos -> isCut(known.getNano(), now.getNano(), nanos));
        }
        return apart == 1 && now.getNano() == 0 && now.getEpochSecond() % 2 == 0; // FAT keeps even seconds
    }

    private static boolean isCut(int known, int now, int step) {
        return now == known / step * step;
    }
}
