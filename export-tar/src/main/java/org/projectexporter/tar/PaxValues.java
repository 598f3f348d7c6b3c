package org.projectexporter.tar;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.spi.RawPath;

/** The records of a pax extended header that was read. Values are kept as bytes: a path need not be text. */
final class PaxValues {
    static final PaxValues NONE = new PaxValues(Map.of());

    /**
     * Keywords that are supported, or that do not affect what is read; any other keyword may change the meaning of
     * content or names.
     */
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
            "gname",
            PaxRecords.COMMENT);

    /** Where GNU tar and bsdtar put attributes that do not affect content or names, such as {@code SCHILY.xattr.*}. */
    private static final List<String> ATTRIBUTES = List.of("SCHILY.", "LIBARCHIVE.", "RHT.security.");
    /** The exceptions: the true size of a sparse file, for one. */
    private static final Set<String> MEANINGFUL =
            Set.of("SCHILY.realsize", "SCHILY.filetype", "LIBARCHIVE.symlinktype");

    private static final int NANOS_DIGITS = 9;

    private final Map<String, byte[]> values;

    private PaxValues(Map<String, byte[]> values) {
        this.values = values;
    }

    /** Parses the records; each keyword may occur once. */
    static PaxValues parse(byte[] data) throws IOException {
        Map<String, byte[]> values = new HashMap<>();
        int at = 0;
        while (at < data.length) {
            int space = indexOf(data, ' ', at, data.length);
            int end = at + length(text(data, at, space));
            require(end > space && end <= data.length && data[end - 1] == '\n', "the length of a pax record is wrong");
            int equals = indexOf(data, '=', space, end);
            String keyword = text(data, space + 1, equals);
            require(isHarmless(keyword), "a pax record with the unknown keyword \"" + keyword + "\"");
            byte[] before = values.put(keyword, Arrays.copyOfRange(data, equals + 1, end - 1));
            require(before == null, "two pax records with the keyword \"" + keyword + "\"");
            at = end;
        }
        return new PaxValues(values);
    }

    private static boolean isHarmless(String keyword) {
        return KNOWN.contains(keyword)
                || (ATTRIBUTES.stream().anyMatch(keyword::startsWith) && !MEANINGFUL.contains(keyword));
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
        throw Refusal.of(ArchiveDefect.BAD_EXTRA, "a pax record has no '" + c + "'");
    }

    /** Parses decimal digits without leading zeros; records are far shorter than the largest number accepted here. */
    private static int length(String digits) throws IOException {
        require(digits.matches("[1-9][0-9]{0,8}"), "the length of a pax record is not a number");
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

    /**
     * The size, or {@code other} if there is no record. If a record is needed, the header has the same value, or 0, as
     * GNU tar and earlier versions of this program wrote; a record that is not needed is refused.
     */
    long size(long other) throws IOException {
        byte[] value = values.get(PaxRecords.SIZE);
        if (value == null) {
            return other;
        }
        String digits = text(value, 0, value.length);
        require(digits.matches("[1-9][0-9]{0,17}"), "the size in a pax record is not a number");
        long size = Long.parseLong(digits);
        Refusal.require(
                (other == 0 || other == size) && size > UstarHeader.MAX_NUMBER,
                ArchiveDefect.HEADERS_DISAGREE,
                "a header and its pax record both have a size");
        return size;
    }

    /** Whether there is a record of the size. */
    boolean hasSize() {
        return values.containsKey(PaxRecords.SIZE);
    }

    /** The modification time, or {@code otherSeconds} if there is no record. */
    Instant mtime(long otherSeconds) throws IOException {
        byte[] value = values.get(PaxRecords.MTIME);
        if (value == null) {
            return Instant.ofEpochSecond(otherSeconds);
        }
        String digits = text(value, 0, value.length);
        require(digits.matches("-?[0-9]{1,20}(\\.[0-9]{1,20})?"), "the time in a pax record is not a number");
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
