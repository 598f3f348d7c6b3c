package org.projectexporter.tar;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.projectexporter.ExportException.Reason;

/** The state that a gzip stream needs to resume, at a point where no block is partly filled. */
final class GzipState {
    private static final int VERSION = 1;

    /** Checksum and length of the tar so far. */
    final long crc32;

    final long bytes;
    /** Length and end of the segment so far. */
    final long segmentBytes;

    final byte[] window;
    /** Whether the current piece is compressed; if not, how many bytes are left in it and in its block. */
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
                    Reason.OTHER_VERSION,
                    "the tar.gz to resume was begun by another version of this program; resume it with that version, or"
                            + " start over");
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
