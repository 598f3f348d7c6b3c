package org.projectexporter.internal.wire;

import java.io.IOException;

import org.projectexporter.spi.FileStat;

/** The attributes of a file as bytes. */
public final class FileStatWire {
    private static final FileStat.Kind[] KINDS = FileStat.Kind.values();

    private FileStatWire() {}

    public static void write(WireWriter out, FileStat stat) throws IOException {
        out.writeEnum(stat.kind());
        out.writeLong(stat.size());
        out.writeInstant(stat.mtime());
        out.writeInt(stat.mode());
        out.writeLong(stat.device());
        out.writeLong(stat.inode());
        out.writeInt(stat.links());
    }

    public static FileStat read(WireReader in) throws IOException {
        return new FileStat(
                in.readEnum(KINDS),
                in.readLong(),
                in.readInstant(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readInt());
    }
}
