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

import org.projectexporter.spi.RawPath;

/** The records of a pax extended header that was read. Values are kept as bytes: a path need not be text. */
final class PaxValues {
    static final PaxValues NONE = new PaxValues(Map.of());

    private static final int NANOS_DIGITS = 9;

    private final Map<String, byte[]> values;

    private PaxValues(Map<String, byte[]> values) {
        this.values = values;
    }

    /** Reads the records; of a keyword that comes twice, the last one counts. */
    static PaxValues parse(byte[] data) throws IOException {
        Map<String, byte[]> values = new HashMap<>();
        int at = 0;
        while (at < data.length) {
            int space = indexOf(data, ' ', at, data.length);
            int end = at + number(text(data, at, space)).intValue();
            if (end <= space || end > data.length || data[end - 1] != '\n') {
                throw new TarException("the length of a pax record is wrong");
            }
            int equals = indexOf(data, '=', space, end);
            values.put(text(data, space + 1, equals), Arrays.copyOfRange(data, equals + 1, end - 1));
            at = end;
        }
        return new PaxValues(values);
    }

    private static int indexOf(byte[] data, char c, int from, int end) throws IOException {
        for (int i = from; i < end; i++) {
            if (data[i] == c) {
                return i;
            }
        }
        throw new TarException("a pax record lacks its '" + c + "'");
    }

    private static String text(byte[] data, int from, int end) {
        return new String(data, from, end - from, StandardCharsets.UTF_8);
    }

    @Nullable
    RawPath path(String keyword) {
        byte[] value = values.get(keyword);
        return value == null ? null : RawPath.of(value);
    }

    /** The size, or {@code other} where no record tells it. */
    long size(long other) throws IOException {
        byte[] value = values.get(PaxRecords.SIZE);
        return value == null ? other : number(text(value, 0, value.length)).longValue();
    }

    /** The modification time, or {@code otherSeconds} where no record tells it. */
    Instant mtime(long otherSeconds) throws IOException {
        byte[] value = values.get(PaxRecords.MTIME);
        if (value == null) {
            return Instant.ofEpochSecond(otherSeconds);
        }
        BigDecimal seconds = number(text(value, 0, value.length));
        BigDecimal whole = seconds.setScale(0, java.math.RoundingMode.FLOOR);
        try {
            return Instant.ofEpochSecond(
                    whole.longValueExact(),
                    seconds.subtract(whole).movePointRight(NANOS_DIGITS).longValue());
        } catch (ArithmeticException | DateTimeException e) {
            throw new TarException("a time out of range: " + seconds);
        }
    }

    private static BigDecimal number(String digits) throws IOException {
        if (!digits.matches("-?[0-9]{1,20}(\\.[0-9]{1,20})?")) {
            throw new TarException("not a number in a pax record: " + digits);
        }
        return new BigDecimal(digits);
    }
}
