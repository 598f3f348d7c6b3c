package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.projectexporter.internal.wire.ArchiveEntryWire;
import org.projectexporter.internal.wire.Origin;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.ArchiveEntry;

/**
 * Folders and links of an archive, in order, kept in a file until all files are unpacked, so that even a million take
 * no memory.
 */
final class DeferredEntries implements Closeable {
    /** Receives entries. */
    interface Visitor {
        void visit(ArchiveEntry entry) throws IOException;
    }

    private final Path file;
    private final WireWriter out;

    DeferredEntries(Path file) throws IOException {
        this.file = file;
        out = new WireWriter(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    void add(ArchiveEntry entry) throws IOException {
        ArchiveEntryWire.write(out, entry);
    }

    /** Visits the entries in the order in which they were added. */
    void visit(Visitor visitor) throws IOException {
        out.flush();
        try (WireReader in = new WireReader(Files.newInputStream(file), Files.size(file), Origin.temporary(file))) {
            while (in.remaining() > 0) {
                visitor.visit(in.readChecked(ArchiveEntryWire::read));
            }
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
