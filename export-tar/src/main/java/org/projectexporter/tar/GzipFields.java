package org.projectexporter.tar;

import java.io.IOException;
import java.io.InputStream;

import org.projectexporter.ArchiveDefect;

/** The optional fields of a gzip header (RFC 1952 section 2.3.1), which do not affect the content. */
final class GzipFields {
    private static final int CHECKSUM = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0xE0;
    private static final int CHECKSUM_BYTES = 2;
    /** Longer than any file name or comment that a program writes. */
    private static final int LONGEST_TEXT = 1 << 16;

    private GzipFields() {}

    /** Skips the fields that {@code flags} announce, in this order; returns their length. */
    static long skip(InputStream in, int flags) throws IOException {
        Refusal.require((flags & RESERVED) == 0, ArchiveDefect.UNKNOWN_FLAG, "gzip: its header has unknown flags");
        long bytes = 0;
        if ((flags & EXTRA) != 0) {
            byte[] length = exactly(in, Short.BYTES);
            bytes += length.length + exactly(in, (length[0] & 0xff) | (length[1] & 0xff) << Byte.SIZE).length;
        }
        bytes += (flags & NAME) != 0 ? skipText(in) : 0;
        bytes += (flags & COMMENT) != 0 ? skipText(in) : 0;
        bytes += (flags & CHECKSUM) != 0 ? exactly(in, CHECKSUM_BYTES).length : 0;
        return bytes;
    }

    private static long skipText(InputStream in) throws IOException {
        for (long bytes = 1; bytes <= LONGEST_TEXT; bytes++) {
            if (exactly(in, 1)[0] == 0) {
                return bytes;
            }
        }
        throw Refusal.of(ArchiveDefect.BAD_EXTRA, "gzip: a name or comment in its header does not end");
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] data = in.readNBytes(count);
        Refusal.require(data.length == count, ArchiveDefect.TRUNCATED, "gzip ends within its header");
        return data;
    }
}
