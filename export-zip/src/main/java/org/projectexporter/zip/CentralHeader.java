package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.ZipException;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** A record of the central directory that was read; see {@link EntryHead#putCentral} for its layout. */
final class CentralHeader {
    private static final int PERMISSIONS = 07777;
    private static final int HOST_UNIX = 3;

    private final ByteBuffer fixed;
    private final byte[] name;
    private final ByteBuffer extra;
    private final long size;
    private final long compressedSize;
    private final long offset;

    /** Reads the next record. */
    CentralHeader(PositionedInput in) throws IOException {
        fixed = in.readExactly(EntryHead.CENTRAL_BYTES);
        if (fixed.getInt(0) != EntryHead.CENTRAL_SIGNATURE) {
            throw new ZipException("a record of the central directory lacks its signature");
        }
        name = in.readExactly(Short.toUnsignedInt(fixed.getShort(28))).array();
        extra = in.readExactly(Short.toUnsignedInt(fixed.getShort(30)));
        ByteBuffer large = ExtraFields.find(extra, ExtraFields.ZIP64);
        size = value(24, large);
        compressedSize = value(20, large);
        offset = value(42, large);
        check();
    }

    /** A field of 32 bits, or the next value of the ZIP64 field {@code large}. */
    private long value(int at, @Nullable ByteBuffer large) throws ZipException {
        long value = Integer.toUnsignedLong(fixed.getInt(at));
        if (value < EntryHead.MAX_32) {
            return value;
        }
        if (large == null || large.remaining() < Long.BYTES) {
            throw refused("its ZIP64 field is missing or short");
        }
        return large.getLong();
    }

    private void check() throws ZipException {
        if (size < 0 || compressedSize < 0 || offset < 0) {
            throw refused("a negative size or offset");
        }
        if ((flags() & ~EntryHead.FLAG_UTF8) != 0 || (method() != EntryHead.STORED && method() != EntryHead.DEFLATED)) {
            throw refused("encrypted, with a data descriptor, or compressed by another method than deflate");
        }
        boolean slash = name.length > 0 && name[name.length - 1] == '/';
        if (fixed.get(5) != HOST_UNIX || slash != (type() == EntryType.DIRECTORY) || (slash && size != 0)) {
            throw refused("its name, type and size do not agree");
        }
        // Whether the local header has a ZIP64 field does not change the record if its offset needs one.
        ByteBuffer expected = ByteBuffer.allocate(
                        EntryHead.CENTRAL_BYTES + name.length + EntryHead.CENTRAL_EXTRA_BYTES_AT_MOST)
                .order(ByteOrder.LITTLE_ENDIAN);
        head(hasLocalZip64()).putCentral(expected, offset);
        if (!expected.flip().equals(record())) {
            throw refused("a field of its central header differs from what it should be beside the others");
        }
    }

    private ByteBuffer record() {
        ByteBuffer record = ByteBuffer.allocate(EntryHead.CENTRAL_BYTES + name.length + extra.capacity());
        return record.put(fixed.duplicate().rewind())
                .put(name)
                .put(extra.duplicate().rewind())
                .flip();
    }

    /** Whether the version that it needs comes from its sizes; from its offset it may come as well, then they say nothing. */
    private boolean hasLocalZip64() {
        return Short.toUnsignedInt(fixed.getShort(6)) == EntryHead.VERSION_ZIP64;
    }

    /** Whether {@link #localHeader} may come with a ZIP64 field or without: the version that is needed does not tell. */
    boolean isLocalZip64Open() {
        return offset >= EntryHead.MAX_32 && size < EntryHead.MAX_32 && compressedSize < EntryHead.MAX_32;
    }

    /** What the local header has to be. */
    ByteBuffer localHeader(boolean zip64) throws ZipException {
        return head(zip64).localHeader();
    }

    ByteBuffer localHeader() throws ZipException {
        return localHeader(hasLocalZip64());
    }

    private EntryHead head(boolean zip64) throws ZipException {
        RawPath path = RawPath.of(name);
        int attributes = (fixed.getInt(38) & 0xFFFF_0000) | (type() == EntryType.DIRECTORY ? EntryHead.DOS_FOLDER : 0);
        return new EntryHead(
                path, path.isUtf8(), writtenTime(), attributes, zip64, method(), crc32(), compressedSize, size);
    }

    /** A time that would be written so; the DOS time alone stands for one that no other field can hold. */
    private Instant writtenTime() throws ZipException {
        boolean other = ExtraFields.find(extra, ExtraFields.NTFS) != null
                || ExtraFields.find(extra, ExtraFields.EXTENDED_TIMESTAMP) != null;
        if (other) {
            return mtime();
        }
        return mtime().equals(DosTime.FIRST) ? Instant.MIN : Instant.MAX;
    }

    ZipException refused(String why) {
        return new ZipException("zip entry \"" + RawPath.of(name) + "\": " + why);
    }

    /** With the slash that marks a folder. */
    byte[] name() {
        return name.clone();
    }

    RawPath path() throws ZipException {
        boolean folder = type() == EntryType.DIRECTORY;
        return RawPath.of(folder ? Arrays.copyOf(name, name.length - 1) : name);
    }

    EntryType type() throws ZipException {
        return switch (fixed.getInt(38) >>> 16 & EntryHead.S_IFMT) {
            case EntryHead.S_IFREG -> EntryType.FILE;
            case EntryHead.S_IFDIR -> EntryType.DIRECTORY;
            case EntryHead.S_IFLNK -> EntryType.SYMBOLIC_LINK;
            default -> throw refused("neither file, folder nor symbolic link");
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

    long crc32() {
        return Integer.toUnsignedLong(fixed.getInt(16));
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

    /** The most precise time that there is. */
    Instant mtime() throws ZipException {
        ByteBuffer ntfs = ExtraFields.find(extra, ExtraFields.NTFS);
        if (ntfs != null && ntfs.remaining() >= 2 * Long.BYTES) {
            return ExtraFields.ntfsTime(ntfs);
        }
        ByteBuffer unix = ExtraFields.find(extra, ExtraFields.EXTENDED_TIMESTAMP);
        if (unix != null && unix.remaining() > Integer.BYTES && (unix.get(0) & 1) != 0) {
            return Instant.ofEpochSecond(unix.order(ByteOrder.LITTLE_ENDIAN).getInt(1));
        }
        return DosTime.toInstant(fixed.getInt(12));
    }
}
