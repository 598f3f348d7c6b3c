package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

import org.projectexporter.internal.io.Crc32c;

/**
 * The record that an import writes to its staging folder before it renames its folders, so that the next import can
 * clean up if this one is killed. It records which of the possible names of this target are used, and the identities of
 * the folders that get them; it contains no path, so that nothing placed in a staging folder can choose what is
 * removed.
 *
 * <p>Format: magic and version (8 bytes), number (4), identities (each as UTF), CRC-32C of everything before (4).
 *
 * @param number of the target, from 1: see {@link ImportTarget#numbered}
 * @param metadata identity of the metadata folder
 * @param dependencies identity of the dependencies folder; empty if there is none
 */
record GivenNames(int number, String metadata, String dependencies) {
    static final String FILE = "names";
    static final int MOST_BYTES = 1024;
    private static final long MAGIC = 0x504558504E414D02L; // "PEXPNAM" and the version

    byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(MAGIC);
        out.writeInt(number);
        out.writeUTF(metadata);
        out.writeUTF(dependencies);
        out.writeInt(Crc32c.of(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    /** Reads a record; null if it is incomplete, which means that nothing was renamed yet. */
    static @Nullable GivenNames of(byte[] bytes) throws IOException {
        int length = bytes.length - Integer.BYTES;
        if (length < Long.BYTES) {
            return null;
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        boolean magic = in.readLong() == MAGIC;
        DataInputStream sum = new DataInputStream(new ByteArrayInputStream(bytes, length, Integer.BYTES));
        if (!magic || sum.readInt() != Crc32c.of(Arrays.copyOf(bytes, length))) {
            return null;
        }
        return new GivenNames(in.readInt(), in.readUTF(), in.readUTF());
    }
}
