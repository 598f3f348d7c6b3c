package org.projectexporter.git.index;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.IdFormat;

/** The bytes of an index before its trailer, counted and digested as they are read. */
final class IndexBytes {
    /** More than the longest path that any file system accepts. */
    private static final int LONGEST_NAME = 1 << 20;

    private final InputStream in;
    private final MessageDigest digest;
    private final byte[] chunk = new byte[8192];
    private int chunkLength;
    private int chunkAt;
    private long unread;

    /** Reads a file of {@code size} bytes, including its trailer. */
    IndexBytes(InputStream in, long size, IdFormat ids) {
        this.in = in;
        digest = ids.newDigest();
        unread = size - ids.bytes();
    }

    /** The number of bytes before the trailer that have not been read yet. */
    long remaining() {
        return unread + chunkLength - chunkAt;
    }

    private int next() throws IOException {
        if (chunkAt == chunkLength) {
            fill();
        }
        return chunk[chunkAt++] & 0xff;
    }

    private void fill() throws IOException {
        int n = unread <= 0 ? -1 : in.read(chunk, 0, (int) Math.min(unread, chunk.length));
        if (n <= 0) {
            throw new EOFException();
        }
        digest.update(chunk, 0, n);
        unread -= n;
        chunkAt = 0;
        chunkLength = n;
    }

    int int16() throws IOException {
        return next() << 8 | next();
    }

    int int32() throws IOException {
        return int16() << 16 | int16();
    }

    byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) next();
        }
        return bytes;
    }

    void skip(long count) throws IOException {
        if (count > remaining()) {
            throw new EOFException();
        }
        for (long i = 0; i < count; i++) {
            next();
        }
    }

    byte[] untilNul() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        for (int b = next(); b != 0; b = next()) {
            bytes.write(b);
            if (bytes.size() > LONGEST_NAME) {
                throw new SourceException("the index has a name that does not end");
            }
        }
        return bytes.toByteArray();
    }

    /** The "offset encoding" of gitformat-pack(5): seven bits per byte, plus one for each byte that follows. */
    long offsetVarint() throws IOException {
        int b = next();
        long value = b & 0x7f;
        while ((b & 0x80) != 0) {
            b = next();
            value = ((value + 1) << 7) | (b & 0x7f);
            if (value > LONGEST_NAME) {
                throw new SourceException("the index has a name that cannot be decompressed");
            }
        }
        return value;
    }

    /** Compares the trailer with the digest of the bytes read; all zeros mean no checksum (index.skipHash). */
    void checkTrailer() throws IOException {
        byte[] expected = digest.digest();
        byte[] trailer = in.readNBytes(expected.length);
        if (!Arrays.equals(trailer, expected) && !Arrays.equals(trailer, new byte[expected.length])) {
            throw new SourceException("the index does not match its checksum");
        }
    }
}
