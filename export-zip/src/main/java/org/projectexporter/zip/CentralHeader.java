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

/** A record of the central directory that was read; see {@link EntryHead#centralRecord} for its layout. */
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
        in.skipNBytes(Short.toUnsignedInt(fixed.getShort(32)));
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
