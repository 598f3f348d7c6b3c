package org.projectexporter.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

import org.projectexporter.SourceException;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/**
 * Reads a Git index entry by entry, in constant memory: versions 2, 3 and 4 of gitformat-index(5).
 *
 * <pre>{@code
 * IndexReader.read(gitFolder.resolve("index"), entry -> names.add(entry.path()));
 * }</pre>
 */
public final class IndexReader {
    /** The fields between the start of an entry and its mode: ctime, mtime, dev, ino. */
    private static final int BEFORE_MODE = 24;
    /** The fields between mode and id: uid, gid, size. */
    private static final int AFTER_MODE = 12;

    private static final int FIXED_WITHOUT_ID = BEFORE_MODE + 4 + AFTER_MODE + 2;

    /** Takes entries, in the order of the index. */
    @FunctionalInterface
    public interface Visitor {
        void visit(IndexEntry entry) throws IOException;
    }

    private final IndexBytes in;
    private final int idBytes;
    private final Visitor visitor;
    private byte[] path = new byte[0];
    /** A split index has such entries; it names itself by an extension, which comes later. */
    private boolean nameless;

    private IndexReader(IndexBytes in, int idBytes, Visitor visitor) {
        this.in = in;
        this.idBytes = idBytes;
        this.visitor = visitor;
    }

    /**
     * Reads the index file of a repository to its end, and checks its form and checksum. The length of ids is what the
     * configuration beside the file says.
     *
     * @throws SourceException if it is damaged, or of a version or with an extension that is not supported. Entries before
     *     the damage have been visited then.
     */
    public static void read(Path index, Visitor visitor) throws IOException {
        read(index, RepositoryKind.of(index.resolveSibling("")).ids(), visitor);
    }

    /** The same, with ids of a known length. */
    static void read(Path index, IdFormat ids, Visitor visitor) throws IOException {
        long size = FileStat.read(index).size();
        try (InputStream in = new BufferedInputStream(SmallFile.open(index), 1 << 16)) {
            read(in, size, ids, visitor);
        }
    }

    /** The same for an index that lies in memory. */
    static void read(byte[] index, IdFormat ids, Visitor visitor) throws IOException {
        read(new ByteArrayInputStream(index), index.length, ids, visitor);
    }

    private static void read(InputStream in, long size, IdFormat ids, Visitor visitor) throws IOException {
        try {
            new IndexReader(new IndexBytes(in, size, ids), ids.bytes(), visitor).readAll();
        } catch (EOFException e) {
            throw new SourceException("the index is cut short", e);
        }
    }

    private void readAll() throws IOException {
        if (in.int32() != 0x44495243) { // "DIRC"
            throw new SourceException("the index has no signature DIRC");
        }
        int version = in.int32();
        if (version < 2 || version > 4) {
            throw new SourceException("the index has the unknown version " + version);
        }
        readEntries(version, in.int32() & 0xffffffffL);
        while (in.remaining() > 0) {
            extension();
        }
        if (nameless) {
            throw new SourceException("the index has an entry without a name");
        }
        in.checkTrailer();
    }

    private void readEntries(int version, long count) throws IOException {
        for (long i = 0; i < count; i++) {
            IndexEntry entry = entry(version);
            if (entry.path().isRoot()) {
                nameless = true;
            } else {
                visitor.visit(entry);
            }
        }
    }

    private IndexEntry entry(int version) throws IOException {
        in.skip(BEFORE_MODE);
        int mode = in.int32();
        in.skip(AFTER_MODE);
        byte[] id = in.bytes(idBytes);
        int flags = in.int16();
        boolean extended = (flags & 0x4000) != 0;
        if (extended) {
            in.skip(2);
        }
        path = version == 4 ? compressedPath() : paddedPath(FIXED_WITHOUT_ID + idBytes + (extended ? 2 : 0));
        return new IndexEntry(RawPath.of(path), mode, (flags >> 12) & 3, id);
    }

    /** Version 2 and 3: the name and 1 to 8 NUL, so that the entry's length is a multiple of 8. */
    private byte[] paddedPath(int before) throws IOException {
        byte[] name = in.untilNul();
        int written = before + name.length + 1;
        in.skip((8 - written % 8) % 8);
        return name;
    }

    /** Version 4: how many bytes to take away from the end of the path before, then what to append. */
    private byte[] compressedPath() throws IOException {
        long strip = in.offsetVarint();
        if (strip > path.length) {
            throw new SourceException("the index has a name that cannot be unfolded");
        }
        int keep = (int) (path.length - strip);
        byte[] suffix = in.untilNul();
        byte[] name = Arrays.copyOf(path, keep + suffix.length);
        System.arraycopy(suffix, 0, name, keep, suffix.length);
        return name;
    }

    /** An extension whose name starts with a capital may be ignored; all others change what the index means. */
    private void extension() throws IOException {
        String name = new String(in.bytes(4), StandardCharsets.ISO_8859_1);
        in.skip(in.int32() & 0xffffffffL);
        if (name.charAt(0) < 'A' || name.charAt(0) > 'Z') {
            throw GitErrors.unsupported(
                    "the index",
                    switch (name) {
                        case "link" -> "a split index";
                        case "sdir" -> "a sparse index";
                        default -> "the index extension " + name;
                    });
        }
    }
}
