package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * Extra fields of a header (APPNOTE 4.5.1): each an id, the number of bytes that follow, and these.
 *
 * <p>The time is kept twice where it has to be: as Unix seconds in {@code 0x5455} (Info-ZIP, "extended timestamp"), which most readers
 * know, and where that loses something, as steps of 100 ns in {@code 0x000a} (APPNOTE 4.5.5, NTFS), in the central header alone.
 */
final class ExtraFields {
    static final int ZIP64 = 0x0001;
    static final int NTFS = 0x000a;
    static final int EXTENDED_TIMESTAMP = 0x5455;
    /** From 1601-01-01, where FILETIME begins, to 1970-01-01. */
    private static final long NTFS_EPOCH_SECONDS = -11_644_473_600L;

    private static final long TICKS_PER_SECOND = 10_000_000L;
    private static final int NANOS_PER_TICK = 100;

    private static final int NTFS_TIMES_TAG = 1;
    private static final int NTFS_TIMES_BYTES = 24;
    /** A signed 64-bit number of ticks ends in the year 30828. */
    private static final long NTFS_LAST_SECOND = Long.MAX_VALUE / TICKS_PER_SECOND + NTFS_EPOCH_SECONDS - 1;

    /** Id, length and two sizes. */
    static final int ZIP64_LOCAL_BYTES = 2 * Short.BYTES + 2 * Long.BYTES;

    private static final int TIMESTAMP_BYTES = Byte.BYTES + Integer.BYTES;

    private ExtraFields() {}

    /** How much {@link #putExtendedTimestamp} writes. */
    static int timestampBytes(Instant mtime) {
        return fitsUnix(mtime) ? 2 * Short.BYTES + TIMESTAMP_BYTES : 0;
    }

    /** Writes {@code 0x5455} with the modification time alone: flags, then signed seconds, in both headers. */
    static void putExtendedTimestamp(ByteBuffer out, Instant mtime) {
        if (fitsUnix(mtime)) {
            putHead(out, EXTENDED_TIMESTAMP, TIMESTAMP_BYTES);
            out.put((byte) 1).putInt((int) mtime.getEpochSecond());
        }
    }

    /** Writes {@code 0x000a} where {@code 0x5455} does not hold all of the time: modification, access and creation all the same. */
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

    /** The time that {@link #putNtfsTime} has written; {@code data} begins behind the id and the number of bytes. */
    static Instant ntfsTime(ByteBuffer data) {
        long ticks = data.getLong(8);
        long seconds = Math.floorDiv(ticks, TICKS_PER_SECOND) + NTFS_EPOCH_SECONDS;
        return Instant.ofEpochSecond(seconds, Math.floorMod(ticks, TICKS_PER_SECOND) * NANOS_PER_TICK);
    }

    /** What the field {@code id} of all of {@code extra}, which {@link HeaderRules} has checked, holds; null if there is none. */
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

    /** Writes {@code 0x0001} (APPNOTE 4.5.3) with these values, in the order of the fields that they stand for. */
    static void putZip64(ByteBuffer out, long... values) {
        putHead(out, ZIP64, values.length * Long.BYTES);
        for (long value : values) {
            out.putLong(value);
        }
    }

    private static void putHead(ByteBuffer out, int id, int bytes) {
        out.putShort((short) id).putShort((short) bytes);
    }

    /** Signed seconds of 32 bits, but not before 1970: 7-Zip and bsdtar read such as the year 2106. */
    private static boolean fitsUnix(Instant time) {
        return time.getEpochSecond() >= 0 && time.getEpochSecond() <= Integer.MAX_VALUE;
    }

    private static boolean fitsNtfs(Instant time) {
        return time.getEpochSecond() >= NTFS_EPOCH_SECONDS && time.getEpochSecond() <= NTFS_LAST_SECOND;
    }
}
