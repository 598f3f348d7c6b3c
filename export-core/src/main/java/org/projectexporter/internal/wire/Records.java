package org.projectexporter.internal.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import org.projectexporter.spi.RawPath;

/** Bytes with their length before them, as a 32-bit number; and paths as such. */
public final class Records {
    /** More than any has; a damaged length must not fill the memory. */
    public static final int LONGEST = 1 << 24;

    private Records() {}

    /** Writes a record. */
    public static void write(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads a record.
     *
     * @throws IllegalStateException if none has that length
     */
    public static byte[] read(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IllegalStateException("no record has " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    /** Writes a path as a record. */
    public static void writePath(RawPath path, DataOutput out) throws IOException {
        write(path.bytes(), out);
    }

    /** Reads a path. */
    public static RawPath readPath(DataInput in) throws IOException {
        return RawPath.of(read(in));
    }
}
