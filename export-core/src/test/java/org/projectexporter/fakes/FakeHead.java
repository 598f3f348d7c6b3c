package org.projectexporter.fakes;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** The header of an entry in the fake format, except for the checksum, which follows the content. */
final class FakeHead {
    static final byte END = 'E';

    private FakeHead() {}

    static void write(ArchiveEntry entry, DataOutputStream out) throws IOException {
        out.writeByte('F');
        writePath(entry.path(), out);
        out.writeUTF(entry.type().name());
        out.writeLong(entry.size());
        out.writeUTF(entry.mtime().toString());
        out.writeInt(entry.mode());
        out.writeBoolean(entry.linkTarget() != null);
        if (entry.linkTarget() != null) {
            writePath(entry.linkTarget(), out);
        }
        out.writeBoolean(entry.compress());
    }

    /** Reads what follows the first byte. */
    static ArchiveEntry read(DataInputStream in) throws IOException {
        RawPath path = readPath(in);
        EntryType type = EntryType.valueOf(in.readUTF());
        long size = in.readLong();
        Instant mtime = Instant.parse(in.readUTF());
        int mode = in.readInt();
        RawPath target = in.readBoolean() ? readPath(in) : null;
        return ArchiveEntry.builder(path, type)
                .size(size)
                .mtime(mtime)
                .mode(mode)
                .linkTarget(target)
                .compress(in.readBoolean())
                .build();
    }

    private static void writePath(RawPath path, DataOutputStream out) throws IOException {
        out.writeInt(path.length());
        out.write(path.bytes());
    }

    private static RawPath readPath(DataInputStream in) throws IOException {
        return RawPath.of(in.readNBytes(in.readInt()));
    }
}
