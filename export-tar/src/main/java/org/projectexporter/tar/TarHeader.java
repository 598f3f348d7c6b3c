package org.projectexporter.tar;

import java.io.IOException;
import java.util.Arrays;

import org.projectexporter.spi.RawPath;

/** A header block that was read; see {@link UstarHeader} for its layout. */
final class TarHeader {
    private final byte[] block;

    /** Checks the sum and the magic of {@code block}. */
    TarHeader(byte[] block) throws IOException {
        this.block = block;
        if (octal(148, 8) != UstarHeader.checksum(block)) {
            throw new TarException("a header's checksum does not match");
        }
        if (!Arrays.equals(block, 257, 263, new byte[] {'u', 's', 't', 'a', 'r', 0}, 0, 6)) {
            throw new TarException("not a POSIX tar: a header lacks \"ustar\"");
        }
    }

    byte typeflag() {
        return block[156];
    }

    int mode() throws IOException {
        return (int) octal(100, 8) & 07777;
    }

    long size() throws IOException {
        return octal(124, 12);
    }

    long seconds() throws IOException {
        return octal(136, 12);
    }

    RawPath name() {
        return text(345, 155).resolve(text(0, UstarHeader.NAME_BYTES));
    }

    RawPath link() {
        return text(157, UstarHeader.NAME_BYTES);
    }

    /** Up to the first NUL, or all of the field. */
    private RawPath text(int at, int fieldBytes) {
        int end = at;
        while (end < at + fieldBytes && block[end] != 0) {
            end++;
        }
        return RawPath.of(Arrays.copyOfRange(block, at, end));
    }

    /** Octal digits, ended by a NUL, a space or the end of the field. */
    private long octal(int at, int fieldBytes) throws IOException {
        long value = 0;
        for (int i = at; i < at + fieldBytes && block[i] != 0 && block[i] != ' '; i++) {
            if (block[i] < '0' || block[i] > '7') {
                throw new TarException("a number in a header is not octal");
            }
            value = value << 3 | (block[i] - '0');
        }
        return value;
    }
}
