package org.projectexporter.testkit.reseal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A Git index that was taken apart, to be changed and sealed again with its checksum; whatever a test writes into it. It is read in version
 * 2 with ids of SHA-1, as Git makes it of itself; extensions are forgotten. Source: gitformat-index(5).
 */
public final class IndexFile {
    /** A regular file, a program, a symbolic link, a folder of a sparse index, a submodule. */
    public static final int FILE = 0100644;

    public static final int PROGRAM = 0100755;
    public static final int LINK = 0120000;
    public static final int TREE = 0040000;
    public static final int GITLINK = 0160000;

    private static final int HEADER_BYTES = 12;
    private static final int STAT_BYTES = 40;
    private static final int MODE = 24;
    private static final int ID_BYTES = 20;
    private static final int EXTENDED = 0x4000;
    private static final int LONGEST_NAME = 0xfff;

    private final List<Entry> entries = new ArrayList<>();
    private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    private int version = 2;
    private boolean sorted = true;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(byte[] stat, byte[] id, int flags, int extendedFlags, byte[] name) {}

    private IndexFile() {}

    /** One without entries. */
    public static IndexFile empty() {
        return new IndexFile();
    }

    /** Takes one apart. */
    public static IndexFile of(byte[] bytes) {
        IndexFile index = new IndexFile();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt(4) != 2) {
            throw new IllegalArgumentException("an index of version " + in.getInt(4));
        }
        int at = HEADER_BYTES;
        for (int left = in.getInt(8); left > 0; left--) {
            int flags = Short.toUnsignedInt(in.getShort(at + STAT_BYTES + ID_BYTES));
            int name = at + STAT_BYTES + ID_BYTES + 2;
            int end = name;
            while (bytes[end] != 0) {
                end++;
            }
            index.entries.add(new Entry(
                    Arrays.copyOfRange(bytes, at, at + STAT_BYTES),
                    Arrays.copyOfRange(bytes, at + STAT_BYTES, at + STAT_BYTES + ID_BYTES),
                    flags,
                    0,
                    Arrays.copyOfRange(bytes, name, end)));
            at += (end - at + 8) / 8 * 8;
        }
        return index;
    }

    /** The id of an entry's content. */
    public String idOf(String path) {
        return entries.stream()
                .filter(entry -> new String(entry.name, StandardCharsets.UTF_8).equals(path))
                .map(entry -> HexFormat.of().formatHex(entry.id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the index has no entry " + path));
    }

    /** Adds an entry of which Git knows no attributes, so that it looks at the file. */
    public IndexFile add(int mode, String id, String path) {
        return add(mode, id, path, 0, 0);
    }

    /** With flags beside the length of the name, and those of version 3. */
    public IndexFile add(int mode, String id, String path, int flags, int extendedFlags) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        byte[] stat = ByteBuffer.allocate(STAT_BYTES).putInt(MODE, mode).array();
        int length = Math.min(name.length, LONGEST_NAME);
        int extended = extendedFlags == 0 ? 0 : EXTENDED;
        entries.add(new Entry(stat, HexFormat.of().parseHex(id), flags | extended | length, extendedFlags, name));
        return this;
    }

    public IndexFile version(int value) {
        version = value;
        return this;
    }

    /** Leaves entries where they were added. */
    public IndexFile unsorted() {
        sorted = false;
        return this;
    }

    /** Adds an extension: four letters, and its content. */
    public IndexFile extension(String signature, byte[] content) {
        extensions.writeBytes(signature.getBytes(StandardCharsets.US_ASCII));
        extensions.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        extensions.writeBytes(content);
        return this;
    }

    /** Sealed. */
    public byte[] toBytes() {
        if (sorted) {
            entries.sort((a, b) -> Arrays.compareUnsigned(a.name, b.name));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(HEADER_BYTES)
                .put("DIRC".getBytes(StandardCharsets.US_ASCII))
                .putInt(version)
                .putInt(entries.size())
                .array());
        byte[] before = {};
        for (Entry entry : entries) {
            write(entry, before, out);
            before = entry.name;
        }
        out.writeBytes(extensions.toByteArray());
        out.writeBytes(sha1(out.toByteArray()));
        return out.toByteArray();
    }

    private void write(Entry entry, byte[] before, ByteArrayOutputStream out) {
        int start = out.size();
        out.writeBytes(entry.stat);
        out.writeBytes(entry.id);
        out.writeBytes(ByteBuffer.allocate(2).putShort((short) entry.flags).array());
        if ((entry.flags & EXTENDED) != 0) {
            out.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) entry.extendedFlags).array());
        }
        if (version == 4) {
            writeShortened(entry.name, before, out);
        } else {
            out.writeBytes(entry.name);
            out.writeBytes(new byte[8 - (out.size() - start) % 8]);
        }
    }

    /** How many bytes of the name before are dropped, what follows then, a NUL. */
    private static void writeShortened(byte[] name, byte[] before, ByteArrayOutputStream out) {
        int mismatch = Arrays.mismatch(before, name);
        int shared = mismatch < 0 ? name.length : mismatch;
        out.writeBytes(offset(before.length - shared));
        out.write(name, shared, name.length - shared);
        out.write(0);
    }

    /** As the offsets of a pack: each further byte counts from one more. */
    private static byte[] offset(int number) {
        byte[] bytes = new byte[5];
        int at = bytes.length - 1;
        bytes[at] = (byte) (number & 0x7f);
        for (int rest = number >>> 7; rest != 0; rest >>>= 7) {
            rest--;
            bytes[--at] = (byte) (0x80 | (rest & 0x7f));
        }
        return Arrays.copyOfRange(bytes, at, bytes.length);
    }

    private static byte[] sha1(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-1", e);
        }
    }
}
