package org.projectexporter.tar;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.spi.RawPath;

/** The records of a pax extended header that was read. Values are kept as bytes: a path need not be text. */
final class PaxValues {
    static final PaxValues NONE = new PaxValues(Map.of());

    /** What changes nothing of what is read here, or what is; any other keyword may turn content or names into something else. */
    private static final Set<String> KNOWN = Set.of(
            PaxRecords.PATH,
            PaxRecords.LINK_PATH,
            PaxRecords.SIZE,
            PaxRecords.MTIME,
            PaxRecords.CHARSET,
            "atime",
            "ctime",
            "uid",
            "gid",
            "uname",
            "gname");

    private static final int NANOS_DIGITS = 9;

    private final Map<String, byte[]> values;

    private PaxValues(Map<String, byte[]> values) {
        this.values = values;
    }

    /** Reads the records; each keyword may come once. */
    static PaxValues parse(byte[] data) throws IOException {
        Map<String, byte[]> values = new HashMap<>();
        int at = 0;
        while (at < data.length) {
            int space = indexOf(data, ' ', at, data.length);
            int end = at + length(text(data, at, space));
            require(end > space && end <= data.length && data[end - 1] == '\n', "the length of a pax record is wrong");
            int equals = indexOf(data, '=', space, end);
            String keyword = text(data, space + 1, equals);
            require(KNOWN.contains(keyword), "a pax record of unknown keyword \"" + keyword + "\"");
            byte[] before = values.put(keyword, Arrays.copyOfRange(data, equals + 1, end - 1));
            require(before == null, "two pax records of keyword \"" + keyword + "\"");
            at = end;
        }
        return new PaxValues(values);
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        Refusal.require(condition, ArchiveDefect.BAD_EXTRA, otherwise);
    }

    private static int indexOf(byte[] data, char c, int from, int end) throws IOException {
        for (int i = from; i < end; i++) {
            if (data[i] == c) {
                return i;
            }
        }
        throw Refusal.of(ArchiveDefect.BAD_EXTRA, "a pax record lacks its '" + c + "'");
    }

    /** Decimal digits without leading zeros; records are far shorter than this takes. */
    private static int length(String digits) throws IOException {
        require(digits.matches("[1-9][0-9]{0,8}"), "the length of a pax record is no number");
        return Integer.parseInt(digits);
    }

    private static String text(byte[] data, int from, int end) {
        return new String(data, from, end - from, StandardCharsets.UTF_8);
    }

    @Nullable
    RawPath path(String keyword) {
        byte[] value = values.get(keyword);
        return value == null ? null : RawPath.of(value);
    }

    /** The size, or {@code other} where no record tells it. A header says 0 where a record is needed, and no record comes without need. */
    long size(long other) throws IOException {
        byte[] value = values.get(PaxRecords.SIZE);
        if (value == null) {
            return other;
        }
        String digits = text(value, 0, value.length);
        require(digits.matches("[1-9][0-9]{0,17}"), "the size in a pax record is no number");
        long size = Long.parseLong(digits);
        Refusal.require(
                other == 0 && size > UstarHeader.MAX_NUMBER,
                ArchiveDefect.HEADERS_DISAGREE,
                "a header and its pax record both tell a size");
        return size;
    }

    /** The modification time, or {@code otherSeconds} where no record tells it. */
    Instant mtime(long otherSeconds) throws IOException {
        byte[] value = values.get(PaxRecords.MTIME);
        if (value == null) {
            return Instant.ofEpochSecond(otherSeconds);
        }
        String digits = text(value, 0, value.length);
        require(digits.matches("-?[0-9]{1,20}(\\.[0-9]{1,20})?"), "the time in a pax record is no number");
        BigDecimal seconds = new BigDecimal(digits);
        BigDecimal whole = seconds.setScale(0, java.math.RoundingMode.FLOOR);
        try {
            return Instant.ofEpochSecond(
                    whole.longValueExact(),
                    seconds.subtract(whole).movePointRight(NANOS_DIGITS).longValue());
        } catch (ArithmeticException | DateTimeException e) {
            throw Refusal.of(ArchiveDefect.BAD_NUMBER, "a time out of range: " + digits);
        }
    }
}
