package org.projectexporter.internal.plan;

import org.jspecify.annotations.Nullable;

import java.io.DataInput;
import java.io.DataOutput;
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

/** Planned entries as bytes, for the work folder. */
public final class EntryCodec {
    /** More than any; a damaged length must not fill the memory. */
    private static final int LONGEST_PATH = 1 << 24;

    private static final int NO_CONTENT = 0;
    private static final int FILE = 1;
    private static final int CAPTURED = 2;
    private static final EntryType[] TYPES = EntryType.values();
    private static final EntryRole[] ROLES = EntryRole.values();
    private static final StorageHint[] HINTS = StorageHint.values();

    private EntryCodec() {}

    // the plan is read by the build that wrote it, so ordinals are stable names; both halves of an instant are written
    @SuppressWarnings({"EnumOrdinal", "JavaInstantGetSecondsGetNano"})
    public static void write(PlannedEntry entry, DataOutput out) throws IOException {
        writePath(entry.path(), out);
        out.writeByte(entry.type().ordinal());
        out.writeByte(entry.role().ordinal());
        out.writeByte(entry.storage().ordinal());
        out.writeLong(entry.size());
        out.writeLong(entry.mtime().getEpochSecond());
        out.writeInt(entry.mtime().getNano());
        out.writeShort(entry.mode());
        out.writeBoolean(entry.linkTarget() != null);
        if (entry.linkTarget() != null) {
            writePath(entry.linkTarget(), out);
        }
        writeContent(entry.content(), out);
        writeCheck(entry.check(), out);
    }

    public static PlannedEntry read(DataInput in) throws IOException {
        RawPath path = readPath(in);
        EntryType type = TYPES[in.readUnsignedByte()];
        EntryRole role = ROLES[in.readUnsignedByte()];
        StorageHint storage = HINTS[in.readUnsignedByte()];
        long size = in.readLong();
        Instant mtime = Instant.ofEpochSecond(in.readLong(), in.readInt());
        int mode = in.readUnsignedShort();
        RawPath target = in.readBoolean() ? readPath(in) : null;
        Content content = readContent(in);
        return new PlannedEntry(path, type, role, size, mtime, mode, target, content, readCheck(in), storage);
    }

    public static void writePath(RawPath path, DataOutput out) throws IOException {
        out.writeInt(path.length());
        out.write(path.bytes());
    }

    public static RawPath readPath(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_PATH) {
            throw new IllegalStateException("no path is " + length + " bytes long");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return RawPath.of(bytes);
    }

    private static void writeContent(@Nullable Content content, DataOutput out) throws IOException {
        if (content instanceof Content.OfFile file) {
            out.writeByte(FILE);
            writePath(NativeNames.bytesOf(file.path()), out);
        } else if (content instanceof Content.Captured captured) {
            out.writeByte(CAPTURED);
            out.writeLong(captured.offset());
            out.writeLong(captured.length());
        } else {
            out.writeByte(NO_CONTENT);
        }
    }

    private static @Nullable Content readContent(DataInput in) throws IOException {
        return switch (in.readUnsignedByte()) {
            case FILE -> new Content.OfFile(NativeNames.toPath(readPath(in)));
            case CAPTURED -> new Content.Captured(in.readLong(), in.readLong());
            default -> null;
        };
    }

    private static void writeCheck(@Nullable ContentCheck check, DataOutput out) throws IOException {
        out.writeBoolean(check != null);
        if (check != null) {
            out.write(HexFormat.of().parseHex(check.sha256()));
            out.writeBoolean(check.fatal());
        }
    }

    private static @Nullable ContentCheck readCheck(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        byte[] digest = new byte[32];
        in.readFully(digest);
        return new ContentCheck(HexFormat.of().formatHex(digest), in.readBoolean());
    }
}
