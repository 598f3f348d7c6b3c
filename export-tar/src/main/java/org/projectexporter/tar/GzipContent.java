package org.projectexporter.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The content of the one gzip member that {@link GzipStream} writes. Stricter than the JDK's stream, which overlooks what follows the
 * member: at the end CRC and length must be right, and nothing may follow.
 */
final class GzipContent extends InflaterInputStream implements Positioned {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int TRAILER_BYTES = 8;
    /** More than the inflater holds back of what it has been given. */
    private static final int HELD_BACK_BYTES = 16;

    private final CRC32 crc = new CRC32();
    private long bytes;
    private boolean ended;

    /** Reads the head of {@code in} at once; closes {@code in} when it is closed. */
    GzipContent(InputStream in) throws IOException {
        super(in, new Inflater(true), BUFFER_BYTES);
        byte[] header = in.readNBytes(GzipStream.headerBytes().length);
        if (!Arrays.equals(header, GzipStream.headerBytes())) {
            inf.end();
            throw new ZipException("not a tar.gz that this program has written: its gzip header differs");
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int n = super.read(into, offset, length);
        if (n > 0) {
            crc.update(into, offset, n);
            bytes += n;
        } else if (n < 0) {
            ended = true;
            checkEnd();
        }
        return n;
    }

    private void checkEnd() throws IOException {
        int read = inf.getRemaining();
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        trailer.put(buf, len - read, Math.min(read, TRAILER_BYTES));
        int more = in.readNBytes(trailer.array(), trailer.position(), trailer.remaining());
        if (more < trailer.remaining()) {
            throw new EOFException("gzip ends within its checksum");
        }
        if (trailer.getInt(0) != (int) crc.getValue() || trailer.getInt(Integer.BYTES) != (int) bytes) {
            throw new ZipException("gzip: checksum or length do not match the content");
        }
        if (read > TRAILER_BYTES || in.read() >= 0) {
            throw new ZipException("bytes follow the end of the gzip member");
        }
    }

    @Override
    public long position() {
        return Math.max(0, GzipStream.headerBytes().length + inf.getBytesRead() - HELD_BACK_BYTES);
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }
}
