package org.projectexporter.internal.exporting.journal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;

import org.projectexporter.internal.wire.ArchiveEntryWire;
import org.projectexporter.internal.wire.FileStatWire;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.FileStat;

/**
 * A large file of which a part was written.
 *
 * @param part the part of the archive that contains it
 * @param number its number in that part, from 0
 * @param entry the entry that the writer received
 * @param stat of the file when it was opened; null for captured bytes
 * @param bytesGiven number of bytes of its content that the writer received
 * @param sha256 of these bytes
 * @param writer the state of the format's writer
 * @param spools the spools, by name
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OpenFile(
        int part,
        long number,
        ArchiveEntry entry,
        @Nullable FileStat stat,
        long bytesGiven,
        byte[] sha256,
        byte[] writer,
        Map<String, FileMark> spools) {
    public OpenFile {
        spools = Map.copyOf(spools);
    }

    static void write(WireWriter out, OpenFile open) throws IOException {
        out.writeInt(open.part);
        out.writeLong(open.number);
        ArchiveEntryWire.write(out, open.entry);
        out.writeOptional(open.stat, FileStatWire::write);
        out.writeLong(open.bytesGiven);
        out.writeBytes(open.sha256);
        out.writeBytes(open.writer);
        FileMark.writeAll(out, open.spools);
    }

    static OpenFile read(WireReader in) throws IOException {
        return new OpenFile(
                in.readInt(),
                in.readLong(),
                ArchiveEntryWire.read(in),
                in.readOptional(FileStatWire::read),
                in.readLong(),
                in.readBytes(),
                in.readBytes(),
                FileMark.readAll(in));
    }
}
