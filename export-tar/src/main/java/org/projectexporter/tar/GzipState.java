package org.projectexporter.tar;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.projectexporter.ExportException.Reason;

/** What a gzip stream has to know to go on, while it holds no block that is filled in part. */
final class GzipState {
    private static final int VERSION = 1;

    /** Of the tar so far: checksum and length. */
    final long crc32;

    final long bytes;
    /** Of the segment so far: length, and its end. */
    final long segmentBytes;

    final byte[] window;
    /** Of the piece at hand: whether it is compressed; if not, what it and its block still take. */
    final boolean compressing;

    final long pieceLeft;
    final int blockLeft;

    GzipState(
            long crc32,
            long bytes,
            long segmentBytes,
            byte[] window,
            boolean compressing,
            long pieceLeft,
            int blockLeft) {
        this.crc32 = crc32;
        this.bytes = bytes;
        this.segmentBytes = segmentBytes;
        this.window = window;
        this.compressing = compressing;
        this.pieceLeft = pieceLeft;
        this.blockLeft = blockLeft;
    }

    byte[] encode() throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(encoded);
        out.writeByte(VERSION);
        out.writeLong(crc32);
        out.writeLong(bytes);
        out.writeLong(segmentBytes);
        out.writeInt(window.length);
        out.write(window);
        out.writeBoolean(compressing);
        out.writeLong(pieceLeft);
        out.writeInt(blockLeft);
        return encoded.toByteArray();
    }

    static GzipState decode(byte[] state) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(state));
        if (in.readUnsignedByte() != VERSION) {
            throw new TarException(
                    Reason.NOT_RESUMABLE, "the tar.gz to go on with was begun by another version of this program");
        }
        return new GzipState(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readNBytes(in.readInt()),
                in.readBoolean(),
                in.readLong(),
                in.readInt());
    }
}
