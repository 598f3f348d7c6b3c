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

import org.projectexporter.ArchiveDefect;

/**
 * The content of the one gzip member that {@link GzipStream} writes, or that another program made of the same tar.
 * Stricter than the JDK's stream, which ignores anything after the member: CRC and length must be correct, and nothing
 * may follow.
 */
final class GzipContent extends InflaterInputStream implements PositionAware {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int TRAILER_BYTES = 8;
    /** More than the number of input bytes that the inflater buffers. */
    private static final int HELD_BACK_BYTES = 16;

    private static final int HEADER_BYTES = GzipStream.headerBytes().length;
    /** RFC 1952 section 2.3: magic and method deflate. */
    private static final int FIXED_BYTES = 3;

    private long headerBytes = HEADER_BYTES;
    private final CRC32 crc = new CRC32();
    private long bytes;
    private boolean ended;

    /** Reads the header from {@code in} immediately; closes {@code in} when it is closed. */
    GzipContent(InputStream in, Dialect dialect) throws IOException {
        super(in, new Inflater(true), BUFFER_BYTES);
        try {
            checkHeader(in.readNBytes(HEADER_BYTES), dialect);
        } catch (IOException e) {
            inf.end();
            throw e;
        }
    }

    /** Time, level, operating system and optional fields (RFC 1952 section 2.3.1) may be those of another program. */
    private void checkHeader(byte[] header, Dialect dialect) throws IOException {
        byte[] own = GzipStream.headerBytes();
        boolean gzip = header.length > 1 && header[0] == own[0] && header[1] == own[1];
        Refusal.require(gzip, ArchiveDefect.NOT_AN_ARCHIVE, "not a tar.gz: it does not begin like gzip");
        Refusal.require(header.length == HEADER_BYTES, ArchiveDefect.TRUNCATED, "gzip ends within its header");
        if (Arrays.equals(header, own)) {
            return;
        }
        Refusal.require(
                dialect == Dialect.GNU && Arrays.equals(header, 0, FIXED_BYTES, own, 0, FIXED_BYTES),
                ArchiveDefect.FOREIGN_HEADER,
                "not a tar.gz of this program: its gzip header differs (if another program compressed the archive"
                        + " again, import it or use 'verify --deep', which compare its content)");
        headerBytes += GzipFields.skip(in, header[FIXED_BYTES]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int n = inflate(into, offset, length);
        if (n > 0) {
            crc.update(into, offset, n);
            bytes += n;
        } else if (n < 0) {
            ended = true;
            checkEnd();
        }
        return n;
    }

    private int inflate(byte[] into, int offset, int length) throws IOException {
        try {
            return super.read(into, offset, length);
        } catch (EOFException e) {
            throw Refusal.of(ArchiveDefect.TRUNCATED, "gzip ends within its content");
        } catch (ZipException e) {
            throw Refusal.of(
                    ArchiveDefect.DAMAGED_CONTENT,
                    "gzip: its content is not a valid deflate stream: " + e.getMessage());
        }
    }

    private void checkEnd() throws IOException {
        int read = inf.getRemaining();
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        trailer.put(buf, len - read, Math.min(read, TRAILER_BYTES));
        int more = in.readNBytes(trailer.array(), trailer.position(), trailer.remaining());
        Refusal.require(more == trailer.remaining(), ArchiveDefect.TRUNCATED, "gzip ends within its checksum");
        Refusal.require(
                trailer.getInt(0) == (int) crc.getValue(),
                ArchiveDefect.WRONG_CHECKSUM,
                "gzip: its checksum does not match its content");
        Refusal.require(
                trailer.getInt(Integer.BYTES) == (int) bytes,
                ArchiveDefect.WRONG_SIZE,
                "gzip: its length does not match its content");
        if (read > TRAILER_BYTES || in.read() >= 0) {
            throw Refusal.of(
                    ArchiveDefect.TRAILING_BYTES,
                    "bytes follow the end of the gzip member (if it has several members, unpack it with gunzip first)");
        }
    }

    @Override
    public long position() {
        return Math.max(0, headerBytes + inf.getBytesRead() - HELD_BACK_BYTES);
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }
}
