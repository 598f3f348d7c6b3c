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
 * What an import records in its staging folder before it gives names, for the next one, if it is killed meanwhile:
 * which of the names that an import into this target may give, and which folders get them. It never holds a path, so
 * that nothing that is put into a staging folder can name what is to be removed.
 *
 * @param number of the target, from 1: see {@link ImportTarget#numbered}
 * @param metadata identity of the folder that gets the name of the metadata
 * @param dependencies the same for the dependencies; empty if there are none
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
     * Reads it; null if it is not whole: then no name was given yet.
     *
     * @param file for the message
     * @throws KeptFileException if it is of another version of this program
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
