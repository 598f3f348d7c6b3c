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
        return new ArchiveEntry(
                in.readPath(),
                in.readEnum(TYPES),
                in.readLong(),
                in.readInstant(),
                in.readInt(),
                in.readOptional(WireReader::readPath),
                in.readBoolean(),
                in.readLong());
    }
}
