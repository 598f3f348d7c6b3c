package org.projectexporter.zip;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;

/** The state that a writer needs to resume. The rest is in the output and the spool of the central directory. */
final class ZipState {
    private static final int VERSION = 1;
    private static final byte[] NO_WINDOW = {};

    /** The number of records in the spool. */
    final long entries;
    /** The position of the local header of the open entry; -1 between two entries. */
    final long header;
    /** The window before the next block, if the open entry is being compressed. */
    final byte[] window;

    private ZipState(long entries, long header, byte[] window) {
        this.entries = entries;
        this.header = header;
        this.window = window;
    }

    static ZipState betweenEntries(long entries) {
        return new ZipState(entries, -1, NO_WINDOW);
    }

    static ZipState withinStored(long entries, long header) {
        return new ZipState(entries, header, NO_WINDOW);
    }

    static ZipState withinDeflated(long entries, long header, byte[] window) {
        return new ZipState(entries, header, window);
    }

    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(VERSION);
        out.writeLong(entries);
        out.writeLong(header);
        out.writeInt(window.length);
        out.write(window);
        return bytes.toByteArray();
    }

    static ZipState decode(byte[] state) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(state));
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new ExportException(
                    Reason.OTHER_VERSION,
                    "the zip to resume was begun by another version of this program; resume it with that version, or"
                            + " start over");
        }
        return new ZipState(in.readLong(), in.readLong(), in.readNBytes(in.readInt()));
    }
}
