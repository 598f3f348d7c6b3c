package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;

/**
 * Checks content against its length while it is read, and against its CRC-32 when its end is reached. Content that is
 * not read is not checked; nothing beyond its length is returned.
 */
final class CheckedContent extends FilterInputStream {
    private final CentralHeader entry;
    private final @Nullable LocalRecord headers;
    private final CRC32 crc = new CRC32();
    private long bytes;

    /** At the end of {@code in}, {@code headers}, unless null, must also be as this program writes them. */
    CheckedContent(InputStream in, CentralHeader entry, @Nullable LocalRecord headers) {
        super(in);
        this.entry = entry;
        this.headers = headers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = readNamingDamage(into, offset, length);
        if (n > 0) {
            crc.update(into, offset, n);
            bytes += n;
            requireSize(bytes <= entry.size());
        } else if (n < 0) {
            requireSize(bytes == entry.size());
            if (crc.getValue() != entry.crc32()) {
                throw entry.refused(ArchiveDefect.WRONG_CHECKSUM, "its content does not match its checksum");
            }
            if (headers != null) {
                headers.requireOwn();
            }
        }
        return n;
    }

    private int readNamingDamage(byte[] into, int offset, int length) throws IOException {
        try {
            return in.read(into, offset, length);
        } catch (ZipException | EOFException e) {
            throw new RefusedArchiveException(
                    ArchiveDefect.DAMAGED_CONTENT,
                    entry.path(),
                    "its content is not a valid deflate stream: " + e.getMessage(),
                    e);
        }
    }

    private void requireSize(boolean right) throws RefusedArchiveException {
        if (!right) {
            throw entry.refused(
                    ArchiveDefect.WRONG_SIZE,
                    "its content does not match its header: " + bytes + " bytes or more instead of " + entry.size());
        }
    }

    /** Reads the bytes instead of skipping them, since they would not be checked. */
    @Override
    public long skip(long n) throws IOException {
        return readNBytes((int) Math.max(0, Math.min(n, 1 << 16))).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
