package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipException;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * A record of the central directory that was read; see {@link EntryHeaders#putCentral} for its layout. It is consistent
 * in itself; {@link #requireOwn} checks whether this program could have written it.
 */
final class CentralHeader {
    private static final int PERMISSIONS = 07777;
    private static final int HOST_UNIX = 3;
    private static final int DISK_FIELD_AT = 34;
    private static final int COMMENT_FIELD_AT = 32;

    private final ByteBuffer fixed;
    private final byte[] name;
    private final ByteBuffer extra;
    private final long size;
    private final long compressedSize;
    private final long offset;
    private final boolean allValues;
    private boolean narrow;

    /** Reads the next record. */
    CentralHeader(ChannelRangeInputStream in) throws IOException {
        requireLeft(in, EntryHeaders.CENTRAL_BYTES);
        fixed = in.readExactly(EntryHeaders.CENTRAL_BYTES);
        if (fixed.getInt(0) != EntryHeaders.CENTRAL_SIGNATURE) {
            throw new RefusedArchiveException(
                    ArchiveDefect.NO_HEADER, null, "a record of its directory lacks its signature");
        }
        int nameBytes = Short.toUnsignedInt(fixed.getShort(28));
        int extraBytes = Short.toUnsignedInt(fixed.getShort(30));
        requireLeft(in, nameBytes + extraBytes);
        name = in.readExactly(nameBytes).array();
        extra = in.readExactly(extraBytes);
        HeaderRules.checkExtra(this, extra);
        HeaderRules.checkNoPadding(this, extra);
        ByteBuffer large = ExtraFields.find(extra, ExtraFields.ZIP64);
        boolean three = large != null && large.remaining() == 3 * Long.BYTES;
        size = value(24, large);
        compressedSize = value(20, large);
        offset = value(42, large);
        if (large != null && large.hasRemaining()) {
            throw refused(ArchiveDefect.WRONG_ZIP64, "its ZIP64 field has values that no field needs");
        }
        boolean allLarge = Math.min(size, Math.min(compressedSize, offset))
                >= EntryHeaders.MAX_32; // needs all three values anyway
        allValues = three && !allLarge;
        requireZip64Needed(three);
        HeaderRules.check(this);
    }

    /** Values that fit into 32 bits are in the ZIP64 field only together with one that does not, and all three. */
    private void requireZip64Needed(boolean three) throws RefusedArchiveException {
        boolean fits = Math.max(size, Math.max(compressedSize, offset)) < EntryHeaders.MAX_32;
        if (narrow && (!three || fits)) {
            throw refused(ArchiveDefect.WRONG_ZIP64, "its ZIP64 field has a value that fits into 32 bits");
        }
    }

    /** Whether its ZIP64 field has all three values although not all need it: see {@link DirectoryState}. */
    boolean hasAllValues() {
        return allValues;
    }

    /** Whether one of its headers has a ZIP64 field. */
    boolean needsZip64() {
        return hasLocalZip64() || offset >= EntryHeaders.MAX_32;
    }

    private static void requireLeft(ChannelRangeInputStream in, int bytes) throws RefusedArchiveException {
        if (in.left() < bytes) {
            throw new RefusedArchiveException(
                    ArchiveDefect.WRONG_DIRECTORY, null, "its directory ends within a record");
        }
    }

    /**
     * The value of a field of 32 bits or, if that is all ones, the next value of the ZIP64 field {@code large} (APPNOTE
     * 4.5.3).
     */
    private long value(int at, @Nullable ByteBuffer large) throws RefusedArchiveException {
        long value = Integer.toUnsignedLong(fixed.getInt(at));
        if (value < EntryHeaders.MAX_32) {
            return value;
        }
        if (large == null || large.remaining() < Long.BYTES) {
            throw refused(ArchiveDefect.WRONG_ZIP64, "its ZIP64 field is missing or short");
        }
        long wide = large.getLong();
        narrow |= wide < EntryHeaders.MAX_32;
        return wide;
    }

    /** Refuses a record that this program would not have written, byte for byte. */
    void requireOwn() throws IOException {
        int format = fixed.getInt(38) >>> 16 & EntryHeaders.S_IFMT;
        // If the offset needs a ZIP64 field, the record does not show whether the local header has one.
        ByteBuffer expected = ByteBuffer.allocate(
                        EntryHeaders.CENTRAL_BYTES + name.length + EntryHeaders.CENTRAL_EXTRA_BYTES_AT_MOST)
                .order(ByteOrder.LITTLE_ENDIAN);
        head(hasLocalZip64()).putCentral(expected, offset, allValues);
        if (!isUnix() || format == 0 || !expected.flip().equals(record())) {
            throw refused(
                    ArchiveDefect.FOREIGN_HEADER, "a field of its central header is not what the other fields require");
        }
    }

    private ByteBuffer record() {
        ByteBuffer record = ByteBuffer.allocate(EntryHeaders.CENTRAL_BYTES + name.length + extra.capacity());
        return record.put(fixed.duplicate().rewind())
                .put(name)
                .put(extra.duplicate().rewind())
                .flip();
    }

    /**
     * Whether the version needed is due to its sizes. It may also be due to its offset; then it says nothing about
     * them.
     */
    private boolean hasLocalZip64() {
        return Short.toUnsignedInt(fixed.getShort(6)) == EntryHeaders.VERSION_ZIP64;
    }

    /** Whether the local header may or may not have a ZIP64 field: the version needed does not determine it. */
    private boolean isLocalZip64Open() {
        return offset >= EntryHeaders.MAX_32 && size < EntryHeaders.MAX_32 && compressedSize < EntryHeaders.MAX_32;
    }

    /** The local headers of which the entry must have one; the longest is the first. */
    List<ByteBuffer> localHeaders() throws IOException {
        List<ByteBuffer> headers = new ArrayList<>();
        addLocalHeaders(head(hasLocalZip64()), headers);
        if (isLocalZip64Open()) {
            addLocalHeaders(head(false), headers);
        }
        headers.sort(Comparator.comparingInt(ByteBuffer::remaining).reversed());
        return headers;
    }

    private void addLocalHeaders(EntryHeaders head, List<ByteBuffer> headers) {
        headers.add(head.localHeader(offset));
        if (head.isAligned()) {
            headers.add(head.earlierLocalHeader());
        }
    }

    private EntryHeaders head(boolean zip64) throws IOException {
        RawPath path = RawPath.of(name);
        int attributes =
                (fixed.getInt(38) & 0xFFFF_0000) | (type() == EntryType.DIRECTORY ? EntryHeaders.DOS_FOLDER : 0);
        return new EntryHeaders(
                path, path.isUtf8(), writtenTime(), attributes, zip64, method(), crc32(), compressedSize, size);
    }

    /**
     * The time that would be written like this; if there is only the DOS time, the original one did not fit into any
     * other field.
     */
    private Instant writtenTime() throws IOException {
        boolean other = ExtraFields.find(extra, ExtraFields.NTFS) != null
                || ExtraFields.find(extra, ExtraFields.EXTENDED_TIMESTAMP) != null;
        if (other) {
            return mtime();
        }
        return mtime().equals(DosTime.FIRST) ? Instant.MIN : Instant.MAX;
    }

    RefusedArchiveException refused(ArchiveDefect defect, String found) {
        return new RefusedArchiveException(defect, RawPath.of(name), found);
    }

    /** Length of its name in bytes, including the slash that marks a folder. */
    int nameBytes() {
        return name.length;
    }

    boolean isNamed(ByteBuffer other) {
        return ByteBuffer.wrap(name).equals(other);
    }

    RawPath path() {
        return RawPath.of(endsWithSlash() ? Arrays.copyOf(name, name.length - 1) : name);
    }

    boolean endsWithSlash() {
        return name.length > 0 && name[name.length - 1] == '/';
    }

    private boolean isUnix() {
        return fixed.get(5) == HOST_UNIX;
    }

    /** The type from the Unix mode or, if there is none, from the name. */
    EntryType type() throws RefusedArchiveException {
        int format = isUnix() ? fixed.getInt(38) >>> 16 & EntryHeaders.S_IFMT : 0;
        return switch (format) {
            case EntryHeaders.S_IFREG -> EntryType.FILE;
            case EntryHeaders.S_IFDIR -> EntryType.DIRECTORY;
            case EntryHeaders.S_IFLNK -> EntryType.SYMBOLIC_LINK;
            case 0 -> endsWithSlash() ? EntryType.DIRECTORY : EntryType.FILE;
            default -> throw refused(ArchiveDefect.SPECIAL_FILE, "it is neither a file, a folder nor a symbolic link");
        };
    }

    int mode() {
        return fixed.getInt(38) >>> 16 & PERMISSIONS;
    }

    int flags() {
        return Short.toUnsignedInt(fixed.getShort(8));
    }

    int method() {
        return Short.toUnsignedInt(fixed.getShort(10));
    }

    /** MS-DOS time and date. */
    int dosTime() {
        return fixed.getInt(12);
    }

    long crc32() {
        return Integer.toUnsignedLong(fixed.getInt(16));
    }

    int commentBytes() {
        return Short.toUnsignedInt(fixed.getShort(COMMENT_FIELD_AT));
    }

    int disk() {
        return Short.toUnsignedInt(fixed.getShort(DISK_FIELD_AT));
    }

    long size() {
        return size;
    }

    long compressedSize() {
        return compressedSize;
    }

    long offset() {
        return offset;
    }

    /** The modification time from the most precise field. */
    Instant mtime() throws IOException {
        ByteBuffer ntfs = ExtraFields.find(extra, ExtraFields.NTFS);
        if (ntfs != null && ntfs.remaining() >= 2 * Long.BYTES) {
            return ExtraFields.ntfsTime(ntfs);
        }
        ByteBuffer unix = ExtraFields.find(extra, ExtraFields.EXTENDED_TIMESTAMP);
        if (unix != null && unix.remaining() > Integer.BYTES && (unix.get(0) & 1) != 0) {
            return Instant.ofEpochSecond(unix.order(ByteOrder.LITTLE_ENDIAN).getInt(1));
        }
        try {
            return DosTime.toInstant(dosTime());
        } catch (ZipException e) {
            throw refused(ArchiveDefect.BAD_NUMBER, "its time is invalid: " + e.getMessage());
        }
    }
}
