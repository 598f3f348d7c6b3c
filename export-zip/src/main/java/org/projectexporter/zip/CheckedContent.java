package org.projectexporter.zip;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/** Content that is checked against its length and CRC-32 when its end is reached. Nothing is checked of what is not read. */
final class CheckedContent extends FilterInputStream {
    private final long size;
    private final long crc32;
    private final CRC32 crc = new CRC32();
    private long bytes;

    CheckedContent(InputStream in, long size, long crc32) {
        super(in);
        this.size = size;
        this.crc32 = crc32;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = in.read(into, offset, length);
        if (n > 0) {
            crc.update(into, offset, n);
            bytes += n;
        } else if (n < 0 && (bytes != size || crc.getValue() != crc32)) {
            throw new ZipException("content does not match its header: " + bytes + " bytes instead of " + size
                    + ", or another checksum");
        }
        return n;
    }

    /** Reads, since what is skipped would not be checked. */
    @Override
    public long skip(long n) throws IOException {
        return readNBytes((int) Math.max(0, Math.min(n, 1 << 16))).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
