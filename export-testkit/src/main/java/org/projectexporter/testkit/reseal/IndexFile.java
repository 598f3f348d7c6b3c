package org.projectexporter.testkit.reseal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.projectexporter.testkit.hostile.CraftedIndex;

/**
 * A parsed Git index that can be changed and written again, with any content. It is read in version 2 with SHA-1 ids,
 * as Git writes it by default. Attributes of files are dropped, so that Git reads each file, and so are extensions.
 * Source: gitformat-index(5).
 */
public final class IndexFile {
    /** The mode of a program, an executable file. */
    public static final int PROGRAM = 0100755;

    /** The mode of a symbolic link. */
    public static final int LINK = 0120000;

    /** The mode of a folder of a sparse index. */
    public static final int TREE = 0040000;

    /** The mode of a submodule. */
    public static final int GITLINK = 0160000;

    private static final int HEADER_BYTES = 12;
    private static final int MODE = 24;
    private static final int ID = 40;
    private static final int FLAGS = 60;
    private static final int NAME = 62;
    private static final int LONGEST_NAME = 0xfff;

    private record Entry(String path, int mode, String id, int flags, int extendedFlags) {
        private byte[] name() {
            return path.getBytes(StandardCharsets.UTF_8);
        }

        private void addTo(CraftedIndex index) {
            if (flags == 0) {
                index.entryWithFlags(path, extendedFlags, mode, id);
            } else {
                index.entryOfLength(name(), flags | Math.min(name().length, LONGEST_NAME), mode, id);
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // they are never compared
    private record Extension(String signature, byte[] content) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();
    private int version = 2;
    private boolean sorted = true;

    private IndexFile() {}

    /** An index without entries. */
    public static IndexFile empty() {
        return new IndexFile();
    }

    /** Parses an index. */
    public static IndexFile of(byte[] bytes) {
        IndexFile index = new IndexFile();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt(4) != 2) {
            throw new IllegalArgumentException("an index of version " + in.getInt(4));
        }
        int at = HEADER_BYTES;
        for (int left = in.getInt(8); left > 0; left--) {
            int end = at + NAME;
            while (bytes[end] != 0) {
                end++;
            }
            String path = new String(bytes, at + NAME, end - at - NAME, StandardCharsets.UTF_8);
            String id = HexFormat.of().formatHex(bytes, at + ID, at + FLAGS);
            index.add(in.getInt(at + MODE), id, path);
            at += (end - at + 8) / 8 * 8;
        }
        return index;
    }

    /** The id of an entry's content. */
    public String idOf(String path) {
        return entries.stream()
                .filter(entry -> entry.path().equals(path))
                .map(Entry::id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the index has no entry " + path));
    }

    /** Adds an entry without flags. */
    public IndexFile add(int mode, String id, String path) {
        return add(mode, id, path, 0, 0);
    }

    /** Adds an entry with flags in addition to the length of the name, or those of version 3. */
    public IndexFile add(int mode, String id, String path, int flags, int extendedFlags) {
        entries.add(new Entry(path, mode, id, flags, extendedFlags));
        return this;
    }

    /** Writes the index in this version. Default: 2. */
    public IndexFile version(int value) {
        version = value;
        return this;
    }

    /** Keeps entries in the order in which they were added. */
    public IndexFile unsorted() {
        sorted = false;
        return this;
    }

    /** Adds an extension with a signature of four letters. */
    public IndexFile extension(String signature, byte[] content) {
        extensions.add(new Extension(signature, content));
        return this;
    }

    /** The index with its checksum. */
    public byte[] toBytes() {
        if (sorted) {
            entries.sort((a, b) -> Arrays.compareUnsigned(a.name(), b.name()));
        }
        CraftedIndex index = CraftedIndex.ofVersion(version);
        entries.forEach(entry -> entry.addTo(index));
        extensions.forEach(extension -> index.extension(extension.signature(), extension.content()));
        return index.bytes();
    }
}
