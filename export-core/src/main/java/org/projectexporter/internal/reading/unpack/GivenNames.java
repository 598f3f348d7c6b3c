package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.internal.wire.CorruptFileException;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.internal.wire.KeptFile;
import org.projectexporter.internal.wire.KeptFileException;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * The record that an import writes to its staging folder before it renames its folders, so that the next import can
 * clean up if this one is killed. It records which of the possible names of this target are used, and the identities of
 * the folders that get them; it contains no path, so that nothing placed in a staging folder can choose what is
 * removed.
 *
 * @param number of the target, from 1: see {@link ImportTarget#numbered}
 * @param metadata identity of the metadata folder
 * @param dependencies identity of the dependencies folder; empty if there is none
 */
record GivenNames(int number, String metadata, String dependencies) {
    static final String FILE = "names";
    static final int MOST_BYTES = 1024;

    /** Version 2 had a header of its own. */
    private static final FileKind KIND = new FileKind(
            "NAME",
            3,
            "the record of an interrupted import",
            "run the import with that version again, or remove the folder that holds it",
            "remove the folder that holds it");

    byte[] toBytes() throws IOException {
        return KeptFile.encode(KIND, this, GivenNames::write);
    }

    /**
     * Reads a record; null if it is incomplete, which means that nothing was renamed yet.
     *
     * @param file the path for messages
     * @throws KeptFileException if it was written by another version of this program
     */
    static @Nullable GivenNames of(byte[] bytes, Path file) throws IOException {
        try {
            return KeptFile.decode(KIND, bytes, file, GivenNames::read);
        } catch (CorruptFileException e) {
            return null;
        }
    }

    private static void write(WireWriter out, GivenNames names) throws IOException {
        out.writeInt(names.number);
        out.writeText(names.metadata);
        out.writeText(names.dependencies);
    }

    private static GivenNames read(WireReader in) throws IOException {
        return new GivenNames(in.readInt(), in.readText(), in.readText());
    }
}
