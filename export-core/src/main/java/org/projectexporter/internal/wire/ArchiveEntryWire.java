package org.projectexporter.internal.wire;

import java.io.IOException;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;

/** An entry of an archive as bytes. */
public final class ArchiveEntryWire {
    private static final EntryType[] TYPES = EntryType.values();

    private ArchiveEntryWire() {}

    public static void write(WireWriter out, ArchiveEntry entry) throws IOException {
        out.writePath(entry.path());
        out.writeEnum(entry.type());
        out.writeLong(entry.size());
        out.writeInstant(entry.mtime());
        out.writeInt(entry.mode());
        out.writeOptional(entry.linkTarget(), WireWriter::writePath);
        out.writeBoolean(entry.compress());
        out.writeLong(entry.crc32());
    }

    public static ArchiveEntry read(WireReader in) throws IOException {
        return ArchiveEntry.builder(in.readPath(), in.readEnum(TYPES))
                .size(in.readLong())
                .mtime(in.readInstant())
                .mode(in.readInt())
                .linkTarget(in.readOptional(WireReader::readPath))
                .compress(in.readBoolean())
                .crc32(in.readLong())
                .build();
    }
}
