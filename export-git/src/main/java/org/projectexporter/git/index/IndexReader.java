package org.projectexporter.git.index;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

import org.projectexporter.SourceException;
import org.projectexporter.git.config.RepositoryKind;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;

/**
 * Reads a Git index entry by entry, in constant memory: versions 2, 3 and 4 of gitformat-index(5). For a split index,
 * only the entries that differ from its shared index are kept in memory. A folder of a sparse index is one entry,
 * {@link IndexEntry#isTree}.
 *
 * <pre>{@code
 * IndexReader.read(gitFolder.resolve("index"), entry -> names.add(entry.path()));
 * }</pre>
 */
public final class IndexReader {
    private static final byte[] SIGNATURE = {'D', 'I', 'R', 'C'};

    /** The fields between the start of an entry and its mode: ctime, mtime, dev, ino. */
    private static final int BEFORE_MODE = 24;
    /** The fields between mode and id: uid, gid, size. */
    private static final int AFTER_MODE = 12;

    /** Flags of an entry: whether extended flags follow, and the length of its name. */
    private static final int EXTENDED = 0x4000;

    private static final int NAME_MASK = 0xfff;
    /** Extended flags: skip-worktree and intent-to-add. */
    private static final int KNOWN_FLAGS = 0x6000;

    private static final int FIXED_WITHOUT_ID = BEFORE_MODE + 4 + AFTER_MODE + 2;

    /** Enough for bitmaps over more entries than any index has. */
    private static final int LARGEST_LINK = 1 << 24;
    /** Git defines about ten. */
    private static final int MAX_EXTENSIONS = 100;
    /** Bytes of heap that a replacement takes. */
    private static final int BYTES_OF_REPLACEMENT = 150;

    /** Far more than Git can read, which has 32 bits for the number of entries. */
    private static final long MAX_BYTES = 64L << 30;

    /** Receives entries in the order of the index; for a split index, first those that are not in its shared index. */
    @FunctionalInterface
    public interface Visitor {
        void visit(IndexEntry entry) throws IOException;
    }

    /** Receives entries with the position in the file where their attributes begin. */
    @FunctionalInterface
    public interface PlaceVisitor {
        void visit(IndexEntry entry, long at) throws IOException;
    }

    /**
     * PATH_MAX of Linux, the largest of any system. Without a limit, a few bytes could decompress to any number of
     * bytes.
     */
    private static final int LONGEST_FOLDED = 4096;

    private final IndexBytes in;
    private final int idBytes;
    /** The number of bytes before the trailer. */
    private final long length;

    private final PlaceVisitor visitor;
    /** Tests for each position of an entry whether it must be readable without the one before. */
    private final LongPredicate blocks;

    private byte[] path = new byte[0];
    /**
     * Replacements of entries of a shared index. Whether there is one is known only from an extension, which comes
     * later.
     */
    private final List<SplitIndex.Replacement> nameless = new ArrayList<>();

    private final HeapShare heap = HeapShare.half();
    private final List<IndexForm.Extension> extensions = new ArrayList<>();
    private byte @Nullable [] link;

    private IndexReader(IndexBytes in, int idBytes, PlaceVisitor visitor, LongPredicate blocks) {
        this.in = in;
        this.blocks = blocks;
        this.idBytes = idBytes;
        this.length = in.remaining();
        this.visitor = visitor;
    }

    /**
     * Reads the index file of a repository to its end, and the shared index next to it if it is split, and checks their
     * structure and checksums. The length of ids is taken from the configuration of the repository.
     *
     * @throws SourceException if it is damaged, or of a version or with an extension that is not supported. Entries
     *     before the damage have been visited by then.
     */
    public static void read(Path index, Visitor visitor) throws IOException {
        IdFormat ids = RepositoryKind.of(index.resolveSibling("")).ids();
        read(index, ids, visitor);
    }

    /** Reads the index file of a repository, and its shared index if it is split, with ids of a known length. */
    public static void read(Path index, IdFormat ids, Visitor visitor) throws IOException {
        PlaceVisitor places = (entry, at) -> visitor.visit(entry);
        SplitIndex split = readAlone(index, ids, places).split();
        if (split != null) {
            SplitIndex.Merge merge = split.new Merge(places, places);
            merge.checkComplete(readAlone(base(index, split), ids, merge));
        }
    }

    private static Path base(Path index, SplitIndex split) throws IOException {
        Path base = index.resolveSibling(split.baseName());
        if (!Files.isRegularFile(base, LinkOption.NOFOLLOW_LINKS)) {
            throw new SourceException("the index is split, and its " + split.baseName() + " is missing");
        }
        return base;
    }

    private static IndexForm readAlone(Path index, IdFormat ids, PlaceVisitor visitor) throws IOException {
        long size = FileStat.read(index).size();
        try (InputStream in = new BufferedInputStream(SmallFile.open(index), 1 << 16)) {
            return read(in, size, ids, visitor);
        }
    }

    /** Reads an index in memory; for a split index, only its own entries, not those of the shared index. */
    public static IndexForm read(byte[] index, IdFormat ids, PlaceVisitor visitor) throws IOException {
        return read(new ByteArrayInputStream(index), index.length, ids, visitor);
    }

    /**
     * Reads an index of {@code size} bytes to its end; for a split index, only its own entries. The caller closes the
     * stream.
     */
    public static IndexForm read(InputStream in, long size, IdFormat ids, PlaceVisitor visitor) throws IOException {
        return read(in, size, ids, visitor, at -> false);
    }

    /**
     * Reads an index like {@link #read(InputStream, long, IdFormat, PlaceVisitor)}; {@code blocks} decides for the
     * position of each entry whether its name must not depend on the entry before.
     */
    public static IndexForm read(InputStream in, long size, IdFormat ids, PlaceVisitor visitor, LongPredicate blocks)
            throws IOException {
        try {
            return new IndexReader(new IndexBytes(in, size, ids), ids.bytes(), visitor, blocks).readAll();
        } catch (EOFException e) {
            throw new SourceException("the index is truncated", e);
        }
    }

    /**
     * Checks the start of a file that should be an index, so that any other file is not read to its end.
     *
     * @param size of the file in bytes
     */
    public static void requireIndex(InputStream start, long size) throws IOException {
        byte[] signature = start.readNBytes(SIGNATURE.length);
        if (!Arrays.equals(signature, SIGNATURE)) {
            throw new SourceException("the index has no signature DIRC");
        }
        if (size > MAX_BYTES) {
            throw new SourceException("the index has " + size + " bytes, which is more than Git can read");
        }
    }

    private IndexForm readAll() throws IOException {
        if (!Arrays.equals(in.bytes(SIGNATURE.length), SIGNATURE)) {
            throw new SourceException("the index has no signature DIRC");
        }
        int version = in.int32();
        if (version < 2 || version > 4) {
            throw new SourceException("the index has the unknown version " + version);
        }
        readEntries(version, in.int32() & 0xffffffffL);
        while (in.remaining() > 0) {
            long start = length - in.remaining();
            String name = extension();
            if (extensions.size() == MAX_EXTENSIONS) {
                throw new SourceException("the index has more than " + MAX_EXTENSIONS + " extensions");
            }
            extensions.add(new IndexForm.Extension(name, start, length - in.remaining()));
        }
        in.checkTrailer();
        return new IndexForm(extensions, split());
    }

    private @Nullable SplitIndex split() throws IOException {
        if (link != null) {
            return SplitIndex.read(link, idBytes, nameless);
        }
        if (!nameless.isEmpty()) {
            throw new SourceException("the index has an entry without a name");
        }
        return null;
    }

    private void readEntries(int version, long count) throws IOException {
        for (long i = 0; i < count; i++) {
            long at = length - in.remaining();
            IndexEntry entry = entry(version, blocks.test(at));
            if (entry.path().isRoot()) {
                heap.take(
                        BYTES_OF_REPLACEMENT,
                        "the entries of a split index (git update-index --no-split-index joins it)");
                nameless.add(new SplitIndex.Replacement(entry, at));
            } else {
                visitor.visit(entry, at);
            }
        }
    }

    private IndexEntry entry(int version, boolean block) throws IOException {
        in.skip(BEFORE_MODE);
        int mode = in.int32();
        in.skip(AFTER_MODE);
        byte[] id = in.bytes(idBytes);
        int flags = in.int16();
        boolean extended = (flags & EXTENDED) != 0;
        if (extended && (in.int16() & ~KNOWN_FLAGS) != 0) {
            throw new SourceException("the index has an entry with an unknown flag");
        }
        path = version == 4 ? compressedPath(block) : paddedPath(FIXED_WITHOUT_ID + idBytes + (extended ? 2 : 0));
        checkLength(flags);
        return new IndexEntry(name(mode), mode, (flags >> 12) & 3, id);
    }

    /** Git relies on the declared length of a name, other readers on the NUL after it. */
    private void checkLength(int flags) throws SourceException {
        if ((flags & NAME_MASK) != Math.min(path.length, NAME_MASK)) {
            throw new SourceException("the index has a name whose length is not the declared one");
        }
    }

    /** Versions 2 and 3: the name and 1 to 8 NULs, so that the entry's length is a multiple of 8. */
    private byte[] paddedPath(int before) throws IOException {
        byte[] name = in.untilNul();
        int written = before + name.length + 1;
        in.skip((8 - written % 8) % 8);
        return name;
    }

    /** Version 4: how many bytes to remove from the end of the previous path, then the bytes to append. */
    private byte[] compressedPath(boolean block) throws IOException {
        long strip = in.offsetVarint();
        if (strip > path.length || (block && strip < path.length)) {
            throw new SourceException("the index has a name that cannot be decompressed");
        }
        int keep = (int) (path.length - strip);
        byte[] suffix = in.untilNul();
        if (keep + suffix.length > LONGEST_FOLDED) {
            throw new SourceException("the index has a name of " + (keep + suffix.length) + " bytes");
        }
        byte[] name = Arrays.copyOf(path, keep + suffix.length);
        System.arraycopy(suffix, 0, name, keep, suffix.length);
        return name;
    }

    /** The name of a folder in a sparse index ends with a slash. A slash alone is a name, which nothing permits. */
    private RawPath name(int mode) {
        boolean slash = mode == IndexEntry.TREE && path.length > 1 && path[path.length - 1] == '/';
        return RawPath.of(slash ? Arrays.copyOf(path, path.length - 1) : path);
    }

    /**
     * An extension whose name starts with a capital letter may be ignored; any other changes the meaning of the index.
     */
    private String extension() throws IOException {
        String name = new String(in.bytes(4), StandardCharsets.ISO_8859_1);
        long size = in.int32() & 0xffffffffL;
        switch (name) {
            case "link" -> {
                if (link != null) {
                    throw new SourceException("the index is split twice");
                }
                link = linkOf(size);
            }
            case "sdir" -> in.skip(size);
            default -> {
                in.skip(size);
                if (name.charAt(0) < 'A' || name.charAt(0) > 'Z') {
                    throw GitErrors.unsupported("the index", "the index extension " + name);
                }
            }
        }
        return name;
    }

    private byte[] linkOf(long size) throws IOException {
        if (size > in.remaining() || size > LARGEST_LINK) {
            throw new EOFException();
        }
        return in.bytes((int) size);
    }
}
