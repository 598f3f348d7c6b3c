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
 * What an import that is about to give names notes in its staging folder, for the next one, if it is killed meanwhile. It says which
 * of the names that an import into this target may give they are, and which folders get them; it never says a path, so that nothing that
 * is put into a staging folder can name what is to be removed.
 *
 * <p>The bytes: magic and version (8), number (4), identities (each as UTF), CRC-32C of all before (4).
 *
 * @param number of the target, from 1: see {@link ImportTarget#numbered}
 * @param metadata identity of the folder that gets the name of the metadata
 * @param dependencies the same for the dependencies; empty if there are none
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

    /** Reads it; null if it is not whole: then no name was given yet. */
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
