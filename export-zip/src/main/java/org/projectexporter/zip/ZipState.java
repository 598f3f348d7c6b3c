package org.projectexporter.zip;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;

/** What a writer has to know to go on. The rest is in the output and the spool of the central directory. */
final class ZipState {
    private static final int VERSION = 1;
    private static final byte[] NO_WINDOW = {};

    /** Number of records in the spool. */
    final long entries;
    /** Where the local header of the open entry stands; -1 between two entries. */
    final long header;
    /** Of an open entry that is being compressed, what stands before the next block. */
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
                    Reason.NOT_RESUMABLE, "the zip to go on with was begun by another version of this program");
        }
        return new ZipState(in.readLong(), in.readLong(), in.readNBytes(in.readInt()));
    }
}
