package org.projectexporter.tar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.spi.RawPath;

/**
 * A header block that was read; see {@link UstarHeader} for its layout, and GNU tar's manual, "Basic Tar Format", for
 * its own.
 */
final class TarHeader {
    private static final byte[] POSIX_MAGIC = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GNU_MAGIC = "ustar  \0".getBytes(StandardCharsets.US_ASCII);
    private static final int SIZE_AT = 124;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int RESERVED_AT = 500;

    private final byte[] block;
    private final boolean gnu;

    /** Checks the checksum, the magic and the unused bytes of {@code block}. */
    TarHeader(byte[] block, Dialect dialect) throws IOException {
        this.block = block;
        gnu = dialect == Dialect.GNU && isMagic(GNU_MAGIC);
        boolean named = gnu || isMagic(POSIX_MAGIC);
        Refusal.require(named, ArchiveDefect.NO_HEADER, "not a POSIX tar: a header without \"ustar\"");
        Refusal.require(
                octal(148, 8) == UstarHeader.checksum(block),
                ArchiveDefect.WRONG_CHECKSUM,
                "a header's checksum does not match");
        Refusal.require(
                isZero(gnu ? PREFIX_AT : RESERVED_AT, block.length),
                ArchiveDefect.BAD_PADDING,
                "the unused bytes of a header are not zero");
    }

    private boolean isMagic(byte[] magic) {
        return Arrays.equals(block, MAGIC_AT, MAGIC_AT + magic.length, magic, 0, magic.length);
    }

    private boolean isZero(int from, int to) {
        for (int i = from; i < to; i++) {
            if (block[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is in GNU tar's own format. */
    boolean isGnu() {
        return gnu;
    }

    byte typeflag() {
        return block[156];
    }

    int mode() throws IOException {
        return (int) octal(100, 8) & 07777;
    }

    /** May be in binary in either format; then {@link #isBinarySize}. */
    long size() throws IOException {
        return number(SIZE_AT, 12, true);
    }

    boolean isBinarySize() {
        return block[SIZE_AT] < 0;
    }

    long seconds() throws IOException {
        return number(136, 12, gnu);
    }

    RawPath name() throws IOException {
        RawPath name = text(0, UstarHeader.NAME_BYTES);
        if (gnu || block[PREFIX_AT] == 0) {
            return name;
        }
        byte[] prefix = text(PREFIX_AT, UstarHeader.PREFIX_BYTES).bytes();
        byte[] all = Arrays.copyOf(prefix, prefix.length + 1 + name.length());
        all[prefix.length] = '/';
        System.arraycopy(name.bytes(), 0, all, prefix.length + 1, name.length());
        return RawPath.of(all);
    }

    RawPath link() throws IOException {
        return text(157, UstarHeader.NAME_BYTES);
    }

    /** The field up to the first NUL, after which there must be only NULs. */
    private RawPath text(int at, int fieldBytes) throws IOException {
        int end = at;
        while (end < at + fieldBytes && block[end] != 0) {
            end++;
        }
        Refusal.require(
                isZero(end, at + fieldBytes), ArchiveDefect.BAD_PADDING, "bytes follow the end of a name in a header");
        return RawPath.of(Arrays.copyOfRange(block, at, end));
    }

    /**
     * A number in octal digits or, where GNU tar allows it, a larger one in binary with 95 bits, of which 63 are
     * supported.
     */
    private long number(int at, int fieldBytes, boolean binary) throws IOException {
        if (!binary || block[at] >= 0) {
            return octal(at, fieldBytes);
        }
        byte sign = block[at] == (byte) 0xff ? (byte) 0xff : 0;
        boolean narrow = block[at] == (byte) 0x80 || sign != 0;
        for (int i = at + 1; i < at + fieldBytes - Long.BYTES; i++) {
            narrow &= block[i] == sign;
        }
        long value = 0;
        for (int i = at + fieldBytes - Long.BYTES; i < at + fieldBytes; i++) {
            value = value << Byte.SIZE | (block[i] & 0xff);
        }
        Refusal.require(narrow && value < 0 == sign < 0, ArchiveDefect.BAD_NUMBER, "a number in a header is too large");
        return value;
    }

    /** Octal digits, ended by NULs or spaces, or by the end of the field. */
    private long octal(int at, int fieldBytes) throws IOException {
        long value = 0;
        int i = at;
        for (; i < at + fieldBytes && block[i] >= '0' && block[i] <= '7'; i++) {
            value = value << 3 | (block[i] - '0');
        }
        boolean digits = i > at;
        for (; i < at + fieldBytes; i++) {
            digits &= block[i] == 0 || block[i] == ' ';
        }
        Refusal.require(digits, ArchiveDefect.BAD_NUMBER, "a number in a header is not octal");
        return value;
    }
}
