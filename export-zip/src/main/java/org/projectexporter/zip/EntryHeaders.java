package org.projectexporter.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.LongStream;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.compress.BlockDeflater;

/**
 * The fields of the two headers of an entry, and their bytes: the local header before the content (APPNOTE 4.3.7) and
 * the record in the central directory (4.3.12).
 *
 * @param name with the slash that marks a folder
 * @param utf8 whether the name is UTF-8 and marked as such (APPNOTE 4.4.4, bit 11); otherwise it is raw bytes
 * @param externalAttributes {@code st_mode} in the high half, the MS-DOS attributes in the low half (APPNOTE 4.4.15)
 * @param zip64 whether the local header has room for sizes of 64 bits; decided before they are known
 */
record EntryHeaders(
        RawPath name,
        boolean utf8,
        Instant mtime,
        int externalAttributes,
        boolean zip64,
        int method,
        long crc32,
        long compressedSize,
        long size) {
    /**
     * Stored content of at least this size begins at a multiple of {@link ExtraFields#ALIGNMENT} bytes, so that a file
     * system can share it with the file that it comes from.
     */
    static final int ALIGNED_BYTES = 1 << 18;

    static final int STORED = 0;
    static final int DEFLATED = 8;
    /** A field of 32 bits with this value refers to the ZIP64 extra field (APPNOTE 4.5.3). */
    static final long MAX_32 = 0xFFFF_FFFFL;

    static final int S_IFMT = 0170000;
    static final int S_IFREG = 0100000;
    static final int S_IFDIR = 0040000;
    static final int S_IFLNK = 0120000;

    static final int LOCAL_SIGNATURE = 0x04034b50;
    static final int LOCAL_BYTES = 30;
    static final int CENTRAL_SIGNATURE = 0x02014b50;
    static final int CENTRAL_BYTES = 46;
    /** The maximum length of its three extra fields. */
    static final int CENTRAL_EXTRA_BYTES_AT_MOST = 9 + 36 + 28;
    /** The maximum length of a record of the central directory, with the longest name. */
    static final int CENTRAL_BYTES_AT_MOST = CENTRAL_BYTES + (1 << 16) + CENTRAL_EXTRA_BYTES_AT_MOST;

    private static final int MAX_NAME_BYTES = 0xFFFF;
    static final int FLAG_UTF8 = 1 << 11;
    private static final int MADE_BY_UNIX = 3 << 8;
    private static final int VERSION_STORED = 10;
    private static final int VERSION_FOLDER_OR_DEFLATED = 20;
    private static final int VERSION_UNIX_ATTRIBUTES = 30;
    static final int VERSION_ZIP64 = 45;
    static final int DOS_FOLDER = 0x10;

    /** The headers of a stored entry. The content of a symbolic link is its target. */
    static EntryHeaders of(ArchiveEntry entry) throws ExportException {
        RawPath name = nameOf(entry);
        long crc = entry.crc32() == ArchiveEntry.CRC_UNKNOWN ? 0 : entry.crc32();
        int attributes = attributesOf(entry);
        long size = entry.linkTarget() == null
                ? entry.size()
                : entry.linkTargetOrThrow().length();
        return new EntryHeaders(
                name, name.isUtf8(), entry.mtime(), attributes, size >= MAX_32, STORED, crc, size, size);
    }

    /** A copy for content that will be deflated to a size that is not known yet. */
    EntryHeaders toBeDeflated() {
        boolean large = BlockDeflater.boundOf(size) >= MAX_32;
        return new EntryHeaders(name, utf8, mtime, externalAttributes, large, DEFLATED, crc32, 0, size);
    }

    /** A copy with the values that are known after the content was written. */
    EntryHeaders written(int newMethod, long newCrc32, long newCompressedSize) {
        return new EntryHeaders(
                name, utf8, mtime, externalAttributes, zip64, newMethod, newCrc32, newCompressedSize, size);
    }

    private static RawPath nameOf(ArchiveEntry entry) throws ExportException {
        byte[] path = entry.path().bytes();
        if (path.length >= MAX_NAME_BYTES) {
            throw new ExportException(
                    Reason.FORMAT_LIMIT,
                    "zip supports paths of up to " + (MAX_NAME_BYTES - 1) + " bytes, but this one has " + path.length
                            + " (export as tar): " + entry.path());
        }
        if (entry.type() != EntryType.DIRECTORY) {
            return entry.path();
        }
        byte[] name = Arrays.copyOf(path, path.length + 1);
        name[path.length] = '/';
        return RawPath.of(name);
    }

    private static int attributesOf(ArchiveEntry entry) {
        return switch (entry.type()) {
            case FILE -> (S_IFREG | entry.mode()) << 16;
            case DIRECTORY -> (S_IFDIR | entry.mode()) << 16 | DOS_FOLDER;
            case SYMBOLIC_LINK -> (S_IFLNK | entry.mode()) << 16;
            case HARD_LINK -> throw new IllegalArgumentException("zip does not support hard links: " + entry.path());
        };
    }

    /**
     * The bytes before the content, if the first is at {@code offset}. Their number does not depend on CRC and
     * compressed size.
     */
    ByteBuffer localHeader(long offset) {
        return localHeader(paddingBytes(offset));
    }

    /** What this program wrote before it aligned content. */
    ByteBuffer earlierLocalHeader() {
        return localHeader(0);
    }

    private ByteBuffer localHeader(int padding) {
        ByteBuffer out = ByteBuffer.allocate(localBytes() + padding).order(ByteOrder.LITTLE_ENDIAN);
        putLocal(out, padding);
        return out.flip();
    }

    /** Whether the content is aligned. */
    boolean isAligned() {
        return method == STORED && size >= ALIGNED_BYTES;
    }

    /** The number of bytes that align the content, if the local header is at {@code offset}. */
    int paddingBytes(long offset) {
        return isAligned() ? ExtraFields.paddingBytes(offset + localBytes()) : 0;
    }

    /** The length of the local header in bytes, without padding. */
    int localBytes() {
        return LOCAL_BYTES
                + name.length()
                + (zip64 ? ExtraFields.ZIP64_LOCAL_BYTES : 0)
                + ExtraFields.timestampBytes(mtime);
    }

    /**
     * Puts the bytes before the content into {@code out}, whose order is little-endian.
     *
     * @param padding the last of these bytes, which align the content; 0 if it is not aligned
     */
    void putLocal(ByteBuffer out, int padding) {
        int start = out.position();
        out.position(start + LOCAL_BYTES).put(name.buffer());
        if (zip64) {
            ExtraFields.putZip64(out, size, compressedSize);
        }
        ExtraFields.putExtendedTimestamp(out, mtime);
        ExtraFields.putPadding(out, padding);
        int end = out.position();
        out.position(start);
        out.putInt(LOCAL_SIGNATURE).putShort((short) versionNeeded(zip64));
        putCommon(out);
        out.putInt((int) (zip64 ? MAX_32 : compressedSize)).putInt((int) (zip64 ? MAX_32 : size));
        out.putShort((short) name.length()).putShort((short) (end - start - LOCAL_BYTES - name.length()));
        out.position(end);
    }

    /**
     * Puts the record in the central directory into {@code out}, whose order is little-endian, for an entry whose local
     * header is at {@code offset}.
     *
     * @param allValues whether a ZIP64 field has all three values: see {@link DirectoryState}
     */
    void putCentral(ByteBuffer out, long offset, boolean allValues) {
        int start = out.position();
        out.position(start + CENTRAL_BYTES).put(name.buffer());
        boolean all = putCentralExtra(out, offset, allValues);
        int end = out.position();
        boolean large = needsZip64(offset);
        out.position(start);
        out.putInt(CENTRAL_SIGNATURE);
        out.putShort((short) (MADE_BY_UNIX | (large ? VERSION_ZIP64 : VERSION_UNIX_ATTRIBUTES)));
        out.putShort((short) versionNeeded(large));
        putCommon(out);
        out.putInt(field32(compressedSize, all)).putInt(field32(size, all));
        out.putShort((short) name.length()).putShort((short) (end - start - CENTRAL_BYTES - name.length()));
        // No comment, on disk 0, no internal attributes.
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        out.putInt(externalAttributes).putInt(field32(offset, all));
        out.position(end);
    }

    /**
     * The ZIP64 field contains only the values that do not fit, in this order (APPNOTE 4.5.3), or all: the JDK refuses
     * any others.
     *
     * @return whether it contains all
     */
    private boolean putCentralExtra(ByteBuffer out, long offset, boolean allValues) {
        boolean large = size >= MAX_32 || compressedSize >= MAX_32 || offset >= MAX_32;
        if (large) {
            ExtraFields.putZip64(
                    out,
                    LongStream.of(size, compressedSize, offset)
                            .filter(value -> allValues || value >= MAX_32)
                            .toArray());
        }
        ExtraFields.putExtendedTimestamp(out, mtime);
        ExtraFields.putNtfsTime(out, mtime);
        return large && allValues;
    }

    /** The fields from the flags to the CRC, which both headers share. */
    private void putCommon(ByteBuffer out) {
        out.putShort((short) (utf8 ? FLAG_UTF8 : 0)).putShort((short) method);
        out.putInt(DosTime.of(mtime)).putInt((int) crc32);
    }

    /** The version needed to extract: APPNOTE 4.4.3.2. */
    private int versionNeeded(boolean large) {
        boolean folder = (externalAttributes & DOS_FOLDER) != 0;
        return large ? VERSION_ZIP64 : folder || method == DEFLATED ? VERSION_FOLDER_OR_DEFLATED : VERSION_STORED;
    }

    /** Whether one of the two headers has a ZIP64 field. */
    boolean needsZip64(long offset) {
        return zip64 || offset >= MAX_32;
    }

    private static int field32(long value, boolean elsewhere) {
        return (int) (elsewhere ? MAX_32 : Math.min(value, MAX_32));
    }
}
