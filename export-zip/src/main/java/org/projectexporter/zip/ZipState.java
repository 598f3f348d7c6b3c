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
    private static final int VERSION = 2;
    private static final byte[] NO_WINDOW = {};

    /** What is in the spool. */
    final DirectoryState directory;
    /** The position of the local header of the open entry; -1 between two entries. */
    final long header;
    /** The window before the next block, if the open entry is being compressed. */
    final byte[] window;

    private ZipState(DirectoryState directory, long header, byte[] window) {
        this.directory = directory;
        this.header = header;
        this.window = window;
    }

    static ZipState betweenEntries(DirectoryState directory) {
        return new ZipState(directory, -1, NO_WINDOW);
    }

    static ZipState withinStored(DirectoryState directory, long header) {
        return new ZipState(directory, header, NO_WINDOW);
    }

    static ZipState withinDeflated(DirectoryState directory, long header, byte[] window) {
        return new ZipState(directory, header, window);
    }

    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(VERSION);
        out.writeLong(directory.entries());
        out.writeBoolean(directory.zip64());
        out.writeBoolean(directory.allValues());
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
        DirectoryState directory = new DirectoryState(in.readLong(), in.readBoolean(), in.readBoolean());
        return new ZipState(directory, in.readLong(), in.readNBytes(in.readInt()));
    }
}
