package org.projectexporter.zip;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.ZipException;

/**
 * Date and time of MS-DOS, as in every header of a zip (APPNOTE 4.4.6): in steps of two seconds from 1980 to 2107,
 * without a time zone. Written in UTC, so that an archive does not reveal where it was made.
 */
final class DosTime {
    private static final int FIRST_YEAR = 1980;
    private static final int LAST_YEAR = 2107;
    static final Instant FIRST = LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
    private static final Instant LAST =
            LocalDateTime.of(LAST_YEAR, 12, 31, 23, 59, 58).toInstant(ZoneOffset.UTC);

    private DosTime() {}

    /** The time in the low and the date in the high 16 bits; the nearest possible value for a time out of range. */
    static int of(Instant time) {
        Instant clamped = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
        LocalDateTime utc = LocalDateTime.ofInstant(clamped, ZoneOffset.UTC);
        int date = (utc.getYear() - FIRST_YEAR) << 9 | utc.getMonthValue() << 5 | utc.getDayOfMonth();
        int clock = utc.getHour() << 11 | utc.getMinute() << 5 | utc.getSecond() / 2;
        return date << 16 | clock;
    }

    /** The time that {@link #of} encoded in 32 bits. */
    static Instant toInstant(int dosTime) throws ZipException {
        try {
            return LocalDateTime.of(
                            FIRST_YEAR + (dosTime >>> 25),
                            dosTime >>> 21 & 15,
                            dosTime >>> 16 & 31,
                            dosTime >>> 11 & 31,
                            dosTime >>> 5 & 63,
                            (dosTime & 31) * 2)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new ZipException("not a date: " + Integer.toHexString(dosTime));
        }
    }
}
