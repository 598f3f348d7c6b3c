package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

import org.projectexporter.internal.wire.Records;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

/** Planned entries as binary records, for the work folder. The most frequently used fields have fixed offsets. */
public final class EntryCodec {
    private static final int TYPE = 0;
    private static final int SIZE = 1;
    private static final int PATH = 9;

    /** Type, size, role, storage, mtime, mode, length of the path, and the flags of what may follow. */
    private static final int FIXED_BYTES = PATH + 4 + 2 + 12 + 2 + 3;

    private static final int DIGEST_BYTES = 32;
    private static final int NO_CONTENT = 0;
    private static final int FILE = 1;
    private static final int CAPTURED = 2;
    private static final EntryType[] TYPES = EntryType.values();
    private static final EntryRole[] ROLES = EntryRole.values();
    private static final StorageHint[] HINTS = StorageHint.values();

    private EntryCodec() {}

    // the plan is read by the build that wrote it, so ordinals are stable; both halves of an instant are written
    @SuppressWarnings({"EnumOrdinal", "JavaInstantGetSecondsGetNano"})
    static byte[] encode(PlannedEntry entry) {
        RawPath file = entry.content() instanceof Content.OfFile content ? NativeNames.bytesOf(content.path()) : null;
        ByteBuffer out = ByteBuffer.allocate(bytes(entry, file));
        out.put((byte) entry.type().ordinal());
        out.putLong(entry.size());
        putPath(entry.path(), out);
        out.put((byte) entry.role().ordinal());
        out.put((byte) entry.storage().ordinal());
        out.putLong(entry.mtime().getEpochSecond());
        out.putInt(entry.mtime().getNano());
        out.putShort((short) entry.mode());
        out.put((byte) (entry.linkTarget() == null ? 0 : 1));
        if (entry.linkTarget() != null) {
            putPath(entry.linkTarget(), out);
        }
        putContent(entry.content(), file, out);
        putCheck(entry.check(), out);
        return out.array();
    }

    private static int bytes(PlannedEntry entry, @Nullable RawPath file) {
        int target = entry.linkTarget() == null ? 0 : 4 + entry.linkTarget().length();
        int content = file != null ? 4 + file.length() : entry.content() != null ? 16 : 0;
        int check = entry.check() == null ? 0 : DIGEST_BYTES + 1;
        return FIXED_BYTES + entry.path().length() + target + content + check;
    }

    /**
     * Reads a record.
     *
     * @throws RuntimeException of various kinds if it is invalid
     */
    static PlannedEntry decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        EntryType type = TYPES[in.get()];
        long size = in.getLong();
        RawPath path = getPath(in);
        EntryRole role = ROLES[in.get()];
        StorageHint storage = HINTS[in.get()];
        Instant mtime = Instant.ofEpochSecond(in.getLong(), in.getInt());
        int mode = in.getShort();
        RawPath target = in.get() != 0 ? getPath(in) : null;
        Content content = getContent(in);
        return new PlannedEntry(path, type, role, size, mtime, mode, target, content, getCheck(in), storage);
    }

    /** Writes an entry with the length of its record. */
    public static void write(PlannedEntry entry, DataOutput out) throws IOException {
        Records.write(encode(entry), out);
    }

    /** Reads what {@link #write(PlannedEntry, DataOutput)} has written. */
    public static PlannedEntry read(DataInput in) throws IOException {
        return decode(Records.read(in));
    }

    static RawPath path(byte[] bytes) {
        return getPath(ByteBuffer.wrap(bytes).position(PATH));
    }

    static EntryType type(byte[] bytes) {
        return TYPES[bytes[TYPE]];
    }

    static long size(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong(SIZE);
    }

    private static void putPath(RawPath path, ByteBuffer out) {
        out.putInt(path.length());
        out.put(path.bytes());
    }

    private static RawPath getPath(ByteBuffer in) {
        int length = in.getInt();
        if (length > in.remaining()) {
            throw new IllegalStateException("the record is cut short"); // a damaged length must not exhaust memory
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return RawPath.of(bytes);
    }

    private static void putContent(@Nullable Content content, @Nullable RawPath file, ByteBuffer out) {
        if (file != null) {
            out.put((byte) FILE);
            putPath(file, out);
        } else if (content instanceof Content.Captured captured) {
            out.put((byte) CAPTURED);
            out.putLong(captured.offset());
            out.putLong(captured.length());
        } else {
            out.put((byte) NO_CONTENT);
        }
    }

    private static @Nullable Content getContent(ByteBuffer in) {
        return switch (in.get()) {
            case FILE -> new Content.OfFile(NativeNames.toPath(getPath(in)));
            case CAPTURED -> new Content.Captured(in.getLong(), in.getLong());
            default -> null;
        };
    }

    private static void putCheck(@Nullable ContentCheck check, ByteBuffer out) {
        out.put((byte) (check == null ? 0 : 1));
        if (check != null) {
            out.put(HexFormat.of().parseHex(check.sha256()));
            out.put((byte) (check.fatal() ? 1 : 0));
        }
    }

    private static @Nullable ContentCheck getCheck(ByteBuffer in) {
        if (in.get() == 0) {
            return null;
        }
        byte[] digest = new byte[DIGEST_BYTES];
        in.get(digest);
        return new ContentCheck(HexFormat.of().formatHex(digest), in.get() != 0);
    }
}
