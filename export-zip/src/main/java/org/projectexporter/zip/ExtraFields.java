package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * Extra fields of a header (APPNOTE 4.5.1): each has an id, a number of bytes, and that many bytes.
 *
 * <p>The time is stored as Unix seconds in {@code 0x5455} (Info-ZIP, "extended timestamp"), which most readers support,
 * and, if that loses precision or range, also in units of 100 ns in {@code 0x000a} (APPNOTE 4.5.5, NTFS), in the
 * central header only.
 *
 * <p>The local header of aligned content ends with {@code 0xD935}, the field with which Android's tools align entries
 * (apksig, ApkSigner.java, and apkzlib, ExtraField.java: the alignment in 16 bits, then zeros). Readers skip it as they
 * skip any field that they do not know (APPNOTE 4.5.2 assigns no other meaning to it).
 */
final class ExtraFields {
    static final int ZIP64 = 0x0001;
    static final int NTFS = 0x000a;
    static final int PADDING = 0xD935;
    static final int EXTENDED_TIMESTAMP = 0x5455;
    /** The epoch of FILETIME, 1601-01-01, in Unix seconds. */
    private static final long NTFS_EPOCH_SECONDS = -11_644_473_600L;

    private static final long TICKS_PER_SECOND = 10_000_000L;
    private static final int NANOS_PER_TICK = 100;

    private static final int NTFS_TIMES_TAG = 1;
    private static final int NTFS_TIMES_BYTES = 24;
    /** A signed 64-bit number of ticks ends in the year 30828. */
    private static final long NTFS_LAST_SECOND = Long.MAX_VALUE / TICKS_PER_SECOND + NTFS_EPOCH_SECONDS - 1;

    /** Length of the ZIP64 field in a local header: id, length and two sizes. */
    static final int ZIP64_LOCAL_BYTES = 2 * Short.BYTES + 2 * Long.BYTES;

    /** Aligned content begins at a multiple of this: the size of a block in most file systems, and of a page. */
    static final int ALIGNMENT = 4096;

    /** Length of the padding field without zeros: id, length and alignment. */
    private static final int LEAST_PADDING_BYTES = 3 * Short.BYTES;

    private static final int TIMESTAMP_BYTES = Byte.BYTES + Integer.BYTES;

    private ExtraFields() {}

    /** The number of bytes that {@link #putExtendedTimestamp} writes. */
    static int timestampBytes(Instant mtime) {
        return fitsUnix(mtime) ? 2 * Short.BYTES + TIMESTAMP_BYTES : 0;
    }

    /** Writes {@code 0x5455} with only the modification time: flags, then signed seconds, in both headers. */
    static void putExtendedTimestamp(ByteBuffer out, Instant mtime) {
        if (fitsUnix(mtime)) {
            putHead(out, EXTENDED_TIMESTAMP, TIMESTAMP_BYTES);
            out.put((byte) 1).putInt((int) mtime.getEpochSecond());
        }
    }

    /**
     * Writes {@code 0x000a} if {@code 0x5455} cannot represent the time exactly: modification, access and creation are
     * all equal.
     */
    static void putNtfsTime(ByteBuffer out, Instant mtime) {
        boolean fraction = mtime.getNano() >= NANOS_PER_TICK;
        if ((fraction || !fitsUnix(mtime)) && fitsNtfs(mtime)) {
            long ticks =
                    (mtime.getEpochSecond() - NTFS_EPOCH_SECONDS) * TICKS_PER_SECOND + mtime.getNano() / NANOS_PER_TICK;
            putHead(out, NTFS, 4 + 4 + NTFS_TIMES_BYTES);
            out.putInt(0).putShort((short) NTFS_TIMES_TAG).putShort((short) NTFS_TIMES_BYTES);
            out.putLong(ticks).putLong(ticks).putLong(ticks);
        }
    }

    /** The time that {@link #putNtfsTime} has written; {@code data} begins after the id and the number of bytes. */
    static Instant ntfsTime(ByteBuffer data) {
        long ticks = data.getLong(8);
        long seconds = Math.floorDiv(ticks, TICKS_PER_SECOND) + NTFS_EPOCH_SECONDS;
        return Instant.ofEpochSecond(seconds, Math.floorMod(ticks, TICKS_PER_SECOND) * NANOS_PER_TICK);
    }

    /**
     * The data of the field {@code id} in {@code extra}, which {@link HeaderRules} has checked; null if there is none.
     */
    static @Nullable ByteBuffer find(ByteBuffer extra, int id) {
        int at = 0;
        while (at < extra.capacity()) {
            int bytes = Short.toUnsignedInt(extra.getShort(at + Short.BYTES));
            at += 2 * Short.BYTES;
            if (Short.toUnsignedInt(extra.getShort(at - 2 * Short.BYTES)) == id) {
                return extra.slice(at, bytes).order(ByteOrder.LITTLE_ENDIAN);
            }
            at += bytes;
        }
        return null;
    }

    /** Writes {@code 0x0001} (APPNOTE 4.5.3) with these values, in the order of the fields that they replace. */
    static void putZip64(ByteBuffer out, long... values) {
        putHead(out, ZIP64, values.length * Long.BYTES);
        for (long value : values) {
            out.putLong(value);
        }
    }

    /** The length of the field that pads a header which otherwise ends at {@code position}. */
    static int paddingBytes(long position) {
        return LEAST_PADDING_BYTES + (int) (-(position + LEAST_PADDING_BYTES) & (ALIGNMENT - 1));
    }

    /** Writes {@code 0xD935}, {@code bytes} long; nothing for 0. */
    static void putPadding(ByteBuffer out, int bytes) {
        if (bytes > 0) {
            putHead(out, PADDING, bytes - 2 * Short.BYTES);
            out.putShort((short) ALIGNMENT).put(new byte[bytes - LEAST_PADDING_BYTES]);
        }
    }

    /** Whether the data of a padding field is as {@link #putPadding} writes it, at any position. */
    static boolean isPadding(ByteBuffer data) {
        boolean right = data.remaining() >= Short.BYTES
                && data.remaining() < Short.BYTES + ALIGNMENT
                && Short.toUnsignedInt(data.getShort(0)) == ALIGNMENT;
        for (int i = Short.BYTES; right && i < data.remaining(); i++) {
            right = data.get(i) == 0;
        }
        return right;
    }

    private static void putHead(ByteBuffer out, int id, int bytes) {
        out.putShort((short) id).putShort((short) bytes);
    }

    /**
     * Whether a time fits into signed seconds of 32 bits and is not before 1970: 7-Zip and bsdtar read earlier times as
     * the year 2106.
     */
    private static boolean fitsUnix(Instant time) {
        return time.getEpochSecond() >= 0 && time.getEpochSecond() <= Integer.MAX_VALUE;
    }

    private static boolean fitsNtfs(Instant time) {
        return time.getEpochSecond() >= NTFS_EPOCH_SECONDS && time.getEpochSecond() <= NTFS_LAST_SECOND;
    }
}
