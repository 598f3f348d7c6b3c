package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

import org.projectexporter.internal.wire.Records;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Folders and links of an archive, in order, kept in a file until all files are unpacked, so that even a million take
 * no memory.
 */
final class DeferredEntries implements Closeable {
    private static final EntryType[] TYPES = EntryType.values();

    /** Receives entries. */
    interface Visitor {
        void visit(ArchiveEntry entry) throws IOException;
    }

    private final Path file;
    private final DataOutputStream out;
    private long count;

    DeferredEntries(Path file) throws IOException {
        this.file = file;
        out = new DataOutputStream(new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
    }

    @SuppressWarnings({"EnumOrdinal", "JavaInstantGetSecondsGetNano"
    }) // read by this process; both halves of an instant
    void add(ArchiveEntry entry) throws IOException {
        out.writeByte(entry.type().ordinal());
        Records.writePath(entry.path(), out);
        out.writeLong(entry.mtime().getEpochSecond());
        out.writeInt(entry.mtime().getNano());
        out.writeShort(entry.mode());
        RawPath target = entry.linkTarget();
        if (target != null) {
            Records.writePath(target, out);
        }
        count++;
    }

    /** Visits the entries in the order in which they were added. */
    void visit(Visitor visitor) throws IOException {
        out.flush();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long left = count; left > 0; left--) {
                visitor.visit(read(in));
            }
        }
    }

    private static ArchiveEntry read(DataInputStream in) throws IOException {
        EntryType type = TYPES[in.readByte()];
        RawPath path = Records.readPath(in);
        Instant mtime = Instant.ofEpochSecond(in.readLong(), in.readInt());
        int mode = in.readUnsignedShort();
        boolean link = type == EntryType.SYMBOLIC_LINK || type == EntryType.HARD_LINK;
        @Nullable RawPath target = link ? Records.readPath(in) : null;
        return new ArchiveEntry(path, type, 0, mtime, mode, target, false, ArchiveEntry.CRC_UNKNOWN);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
