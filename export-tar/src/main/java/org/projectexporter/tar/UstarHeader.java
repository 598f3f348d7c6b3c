package org.projectexporter.tar;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * The header block of an entry (POSIX pax, "ustar Interchange Format"), and what fits into it. A value that does not
 * fit is in a pax record, and the header has the nearest one that fits; owners are 0 and have no name.
 *
 * <p>Not every reader knows pax records, so the header alone should give each entry its place and its length. Names
 * outside ASCII, which POSIX leaves undefined, are raw bytes, as GNU tar and bsdtar write them; a name that does not
 * fit is a {@link ShortName}. A size of 8 GiB or more is in base 256 (GNU tar's manual, "Basic Tar Format": the first
 * bit of the field is set, the rest is a binary number): with a size of 0 such a reader would look for the next header
 * within the content.
 */
final class UstarHeader {
    static final int BLOCK_BYTES = 512;
    static final byte FILE = '0';
    static final byte HARD_LINK = '1';
    static final byte SYMBOLIC_LINK = '2';
    static final byte DIRECTORY = '5';
    static final byte PAX = 'x';

    static final int NAME_BYTES = 100;
    static final int PREFIX_BYTES = 155;
    /** 11 octal digits: one byte less than 8 GiB, and the year 2242. */
    static final long MAX_NUMBER = 077777777777L;

    private static final int SIZE_BYTES = 12;
    /** The first byte of a number in base 256 that is not negative. */
    private static final byte BINARY = (byte) 0x80;

    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int PREFIX_AT = 345;
    private static final byte[] MAGIC = "ustar\00000".getBytes(StandardCharsets.US_ASCII);

    private UstarHeader() {}

    /** The header of an entry with this name, which ends with a slash for a folder. */
    static ByteBuffer of(ArchiveEntry entry, RawPath name) {
        RawPath shown = splitOf(name) == UNFIT ? ShortName.of(name) : name;
        return encode(shown, entry, entry.size(), linkOf(entry));
    }

    private static RawPath linkOf(ArchiveEntry entry) {
        if (entry.linkTarget() == null) {
            return RawPath.ROOT;
        }
        RawPath target = entry.linkTargetOrThrow();
        if (linkFits(target)) {
            return target;
        }
        return entry.type() == EntryType.HARD_LINK ? ShortName.of(target) : ShortName.ofLast(target);
    }

    /** The header of pax records, {@code bytes} long, which belong to the entry that follows. */
    static ByteBuffer ofPax(RawPath name, long bytes) {
        RawPath shown = RawPath.of("PaxHeaders").resolve(withoutSlash(lastOf(name)));
        return encode(shown, 0, 0644, bytes, 0, PAX, RawPath.ROOT);
    }

    /** Returned by {@link #splitOf} if the name fits neither whole nor split. */
    static final int UNFIT = -1;

    /**
     * The number of bytes of the name that go to the prefix field (the slash after them is omitted); 0 if the whole
     * name fits.
     */
    static int splitOf(RawPath name) {
        if (name.length() <= NAME_BYTES) {
            return 0;
        }
        int first = Math.max(1, name.length() - 1 - NAME_BYTES);
        int last = Math.min(PREFIX_BYTES, name.length() - 2);
        for (int i = first; i <= last; i++) {
            if (name.byteAt(i) == '/') {
                return i;
            }
        }
        return UNFIT;
    }

    static boolean linkFits(RawPath target) {
        return target.length() <= NAME_BYTES;
    }

    /** The last segment of a name, shortened and in ASCII: what the file of pax records itself is called. */
    static RawPath lastOf(RawPath name) {
        boolean folder = name.byteAt(name.length() - 1) == '/';
        byte[] last = withoutSlash(name).fileName().bytes();
        byte[] shown = new byte[Math.min(last.length, NAME_BYTES - "PaxHeaders/".length() - 1) + (folder ? 1 : 0)];
        for (int i = 0; i < shown.length; i++) {
            boolean slash = folder && i == shown.length - 1;
            shown[i] = slash ? (byte) '/' : last[i] > ' ' && last[i] < 127 ? last[i] : (byte) '_';
        }
        return RawPath.of(shown);
    }

    static RawPath withoutSlash(RawPath name) {
        boolean slash = name.length() > 1 && name.byteAt(name.length() - 1) == '/';
        return slash ? RawPath.of(Arrays.copyOf(name.bytes(), name.length() - 1)) : name;
    }

    /** The header of an entry with these values in place of its own; the name fits. */
    static ByteBuffer encode(RawPath name, ArchiveEntry entry, long size, RawPath link) {
        long seconds = Math.max(0, Math.min(entry.mtime().getEpochSecond(), MAX_NUMBER));
        return encode(name, splitOf(name), entry.mode(), size, seconds, typeflagOf(entry.type()), link);
    }

    private static byte typeflagOf(EntryType type) {
        return switch (type) {
            case FILE -> FILE;
            case DIRECTORY -> DIRECTORY;
            case SYMBOLIC_LINK -> SYMBOLIC_LINK;
            case HARD_LINK -> HARD_LINK;
        };
    }

    private static ByteBuffer encode(
            RawPath name, int split, int mode, long size, long seconds, byte typeflag, RawPath link) {
        byte[] block = new byte[BLOCK_BYTES];
        ByteBuffer out = ByteBuffer.wrap(block);
        int start = split == 0 ? 0 : split + 1;
        out.put(name.bytes(), start, name.length() - start).position(NAME_BYTES);
        putOctal(out, mode, 8);
        putOctal(out, 0, 8);
        putOctal(out, 0, 8);
        putSize(out, size);
        putOctal(out, seconds, 12);
        out.position(CHECKSUM_AT + CHECKSUM_BYTES).put(typeflag).put(link.buffer());
        out.position(257).put(MAGIC).position(329);
        putOctal(out, 0, 8);
        putOctal(out, 0, 8);
        out.position(PREFIX_AT).put(name.bytes(), 0, split);
        // Six digits, NUL and space, as in every tar since the first.
        putOctal(out.position(CHECKSUM_AT), checksum(block), 7);
        out.put((byte) ' ');
        return out.clear();
    }

    private static void putSize(ByteBuffer out, long size) {
        if (size <= MAX_NUMBER) {
            putOctal(out, size, SIZE_BYTES);
        } else {
            out.put(BINARY).put(new byte[SIZE_BYTES - 1 - Long.BYTES]).putLong(size);
        }
    }

    /** Leading zeros, and a NUL as the last byte of the field. */
    private static void putOctal(ByteBuffer out, long value, int fieldBytes) {
        for (int shift = 3 * (fieldBytes - 2); shift >= 0; shift -= 3) {
            out.put((byte) ('0' + (value >> shift & 7)));
        }
        out.put((byte) 0);
    }

    /** The sum of all bytes, unsigned, with its own field counted as spaces. */
    static int checksum(byte[] block) {
        int sum = ' ' * CHECKSUM_BYTES;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            sum += block[i] & 0xff;
        }
        for (int i = CHECKSUM_AT; i < CHECKSUM_AT + CHECKSUM_BYTES; i++) {
            sum -= block[i] & 0xff;
        }
        return sum;
    }
}
