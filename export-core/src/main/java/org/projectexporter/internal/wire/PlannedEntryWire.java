package org.projectexporter.internal.wire;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

/** A planned entry as bytes. What sorting and counting need comes first. */
public final class PlannedEntryWire {
    /** Number of bytes of an entry without paths and the digest of a check. */
    private static final int FIXED_BYTES = 64;

    private static final int DIGEST_BYTES = 32;
    private static final int NO_CONTENT = 0;
    private static final int FILE = 1;
    private static final int CAPTURED = 2;
    private static final EntryType[] TYPES = EntryType.values();
    private static final EntryRole[] ROLES = EntryRole.values();
    private static final StorageHint[] HINTS = StorageHint.values();

    /** What sorting and counting need. */
    public record Head(EntryType type, long size, RawPath path) {
        public static Head of(PlannedEntry entry) {
            return new Head(entry.type(), entry.size(), entry.path());
        }

        /** Reads the beginning of an entry. */
        public static Head read(WireReader in) throws IOException {
            return new Head(in.readEnum(TYPES), in.readLong(), in.readPath());
        }
    }

    /** What a check of the plan needs in addition. */
    public record Details(Instant mtime, @Nullable RawPath linkTarget) {
        /** Reads the details of the entry with these bytes. */
        public static Details read(WireReader in) throws IOException {
            Head.read(in);
            in.readEnum(ROLES);
            in.readEnum(HINTS);
            Instant mtime = in.readInstant();
            in.readShort();
            return new Details(mtime, in.readOptional(WireReader::readPath));
        }
    }

    private PlannedEntryWire() {}

    /** The bytes of an entry. */
    public static byte[] encode(PlannedEntry entry) throws IOException {
        WireWriter out =
                new WireWriter(FIXED_BYTES + DIGEST_BYTES + 3 * entry.path().length());
        write(out, entry);
        return out.toByteArray();
    }

    public static void write(WireWriter out, PlannedEntry entry) throws IOException {
        out.writeEnum(entry.type());
        out.writeLong(entry.size());
        out.writePath(entry.path());
        out.writeEnum(entry.role());
        out.writeEnum(entry.storage());
        out.writeInstant(entry.mtime());
        out.writeShort(entry.mode());
        out.writeOptional(entry.linkTarget(), WireWriter::writePath);
        writeContent(out, entry.content());
        out.writeOptional(entry.check(), PlannedEntryWire::writeCheck);
    }

    public static PlannedEntry read(WireReader in) throws IOException {
        Head head = Head.read(in);
        EntryRole role = in.readEnum(ROLES);
        StorageHint storage = in.readEnum(HINTS);
        Instant mtime = in.readInstant();
        int mode = in.readShort();
        RawPath target = in.readOptional(WireReader::readPath);
        Content content = readContent(in);
        ContentCheck check = in.readOptional(PlannedEntryWire::readCheck);
        return PlannedEntry.builder(head.path, head.type, role)
                .size(head.size)
                .mtime(mtime)
                .mode(mode)
                .linkTarget(target)
                .content(content)
                .check(check)
                .storage(storage)
                .build();
    }

    private static void writeContent(WireWriter out, @Nullable Content content) throws IOException {
        if (content instanceof Content.OfFile file) {
            out.writeByte(FILE);
            out.writePath(NativeNames.bytesOf(file.path()));
        } else if (content instanceof Content.Captured captured) {
            out.writeByte(CAPTURED);
            out.writeLong(captured.offset());
            out.writeLong(captured.length());
        } else {
            out.writeByte(NO_CONTENT);
        }
    }

    private static @Nullable Content readContent(WireReader in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case NO_CONTENT -> null;
            case FILE -> new Content.OfFile(NativeNames.toPath(in.readPath()));
            case CAPTURED -> new Content.Captured(in.readLong(), in.readLong());
            default -> throw in.corrupt("content of kind " + kind);
        };
    }

    private static void writeCheck(WireWriter out, ContentCheck check) throws IOException {
        out.writeFixed(HexFormat.of().parseHex(check.sha256()));
        out.writeBoolean(check.fatal());
    }

    private static ContentCheck readCheck(WireReader in) throws IOException {
        return new ContentCheck(HexFormat.of().formatHex(in.readFixed(DIGEST_BYTES)), in.readBoolean());
    }
}
