package org.projectexporter.testkit.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

import org.projectexporter.spi.files.Digests;

/**
 * A Git index in the format of gitformat-index(5), with content that Git itself would never write.
 *
 * <pre>{@code
 * byte[] index = CraftedIndex.ofVersion(2).entry(".git/hooks/post-checkout", 0100755, blob).bytes();
 * }</pre>
 */
public final class CraftedIndex {
    private static final int ATTRIBUTES_BEFORE_MODE = 24;
    private static final int ATTRIBUTES_BEHIND_MODE = 12;
    private static final int NAME_MASK = 0xfff;
    private static final int EXTENDED = 0x4000;

    private final int version;
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    private String digest = "SHA-1";
    private byte[] previous = new byte[0];
    private int count;

    private CraftedIndex(int version) {
        this.version = version;
    }

    /** An index of this version, without entries. */
    public static CraftedIndex ofVersion(int version) {
        return new CraftedIndex(version);
    }

    /** Switches to SHA-256 ids. */
    public CraftedIndex sha256() {
        digest = "SHA-256";
        return this;
    }

    /**
     * Adds an entry of stage 0; to be called in the order of paths. The path is empty for a replacement in a split
     * index.
     */
    public CraftedIndex entry(String path, int mode, String id) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        return entry(name, mode, id, Math.min(name.length, NAME_MASK), version == 3 ? 0x2000 : 0, previous.length);
    }

    /** Adds an entry that states a length for its name. */
    public CraftedIndex entryOfLength(byte[] name, int length, int mode, String id) {
        return entry(name, mode, id, length, 0, previous.length);
    }

    /** Adds an entry with further flags. */
    public CraftedIndex entryWithFlags(String path, int flags, int mode, String id) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        return entry(name, mode, id, Math.min(name.length, NAME_MASK), flags, previous.length);
    }

    /**
     * Adds an entry of version 4 whose name is the previous one without its last {@code strip} bytes, followed by
     * {@code suffix}.
     */
    public CraftedIndex entryBehind(int strip, String suffix, int mode, String id) {
        byte[] end = suffix.getBytes(StandardCharsets.UTF_8);
        byte[] name = Arrays.copyOf(previous, previous.length - strip + end.length);
        System.arraycopy(end, 0, name, previous.length - strip, end.length);
        return entry(name, mode, id, Math.min(name.length, NAME_MASK), 0, strip);
    }

    private CraftedIndex entry(byte[] name, int mode, String id, int length, int further, int strip) {
        int start = entries.size();
        entries.writeBytes(new byte[ATTRIBUTES_BEFORE_MODE]);
        entries.writeBytes(int32(mode));
        entries.writeBytes(new byte[ATTRIBUTES_BEHIND_MODE]);
        entries.writeBytes(HexFormat.of().parseHex(id));
        entries.writeBytes(int16(length | (further == 0 ? 0 : EXTENDED)));
        if (further != 0) {
            entries.writeBytes(int16(further));
        }
        if (version == 4) {
            writeVarint(strip);
            int keep = previous.length - strip;
            entries.write(name, keep, name.length - keep);
            entries.write(0);
        } else {
            entries.writeBytes(name);
            entries.writeBytes(new byte[8 - (entries.size() - start) % 8]);
        }
        previous = name.clone();
        count++;
        return this;
    }

    /** Writes the "offset encoding" of gitformat-pack(5). */
    private void writeVarint(int value) {
        byte[] bytes = new byte[5];
        int at = bytes.length - 1;
        bytes[at] = (byte) (value & 0x7f);
        for (int left = value >> 7; left != 0; left >>= 7) {
            bytes[--at] = (byte) (0x80 | (--left & 0x7f));
        }
        entries.write(bytes, at, bytes.length - at);
    }

    /** The offset of the next entry. */
    public int entriesEnd() {
        return 12 + entries.size();
    }

    /** Adds an extension with a signature of four ASCII letters. */
    public CraftedIndex extension(String name, byte[] data) {
        extensions.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        extensions.writeBytes(int32(data.length));
        extensions.writeBytes(data);
        return this;
    }

    /** Bases it on the shared index whose trailer is {@code id}, without deletions or replacements. */
    public CraftedIndex splitFrom(byte[] id) {
        return extension("link", id);
    }

    /** Adds the table of blocks: pairs of the offset and the number of entries. */
    public CraftedIndex blocks(int... offsetsAndCounts) {
        ByteBuffer data = ByteBuffer.allocate(4 + 4 * offsetsAndCounts.length).putInt(1);
        Arrays.stream(offsetsAndCounts).forEach(data::putInt);
        return extension("IEOT", data.array());
    }

    /** Adds the end-of-entries extension with {@code offset}; it must be the last one. */
    public CraftedIndex endOfEntries(int offset) {
        return extension("EOIE", endOfEntriesData(offset));
    }

    /** The data of that extension, to be hidden in another one. */
    public byte[] endOfEntriesData(int offset) {
        MessageDigest headers = newDigest();
        ByteBuffer all = ByteBuffer.wrap(extensions.toByteArray());
        while (all.hasRemaining()) {
            byte[] head = new byte[8];
            all.get(head);
            headers.update(head);
            all.position(all.position() + ByteBuffer.wrap(head).getInt(4));
        }
        byte[] sum = headers.digest();
        return ByteBuffer.allocate(4 + sum.length).putInt(offset).put(sum).array();
    }

    /** The complete file, with its checksum at the end. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("DIRC".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(int32(version));
        out.writeBytes(int32(count));
        out.writeBytes(entries.toByteArray());
        out.writeBytes(extensions.toByteArray());
        out.writeBytes(newDigest().digest(out.toByteArray()));
        return out.toByteArray();
    }

    /** The last bytes, by which a split index refers to the shared one. */
    public byte[] trailer() {
        byte[] bytes = bytes();
        return Arrays.copyOfRange(bytes, bytes.length - newDigest().getDigestLength(), bytes.length);
    }

    private MessageDigest newDigest() {
        return Digests.newDigest(digest);
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] int16(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }
}
