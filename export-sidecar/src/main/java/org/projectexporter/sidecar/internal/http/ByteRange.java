package org.projectexporter.sidecar.internal.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes of a representation, both ends included.
 *
 * @param first from 0
 * @param last from {@code first}
 */
record ByteRange(long first, long last) {
    /** {@code a-b}, {@code a-} or {@code -n}; 18 digits are more than any archive needs, and cannot overflow. */
    private static final Pattern ONE =
            Pattern.compile("(?i)bytes=[ \\t]*(?:(\\d{1,18})-(\\d{1,18})?|-(\\d{1,18}))[ \\t]*");

    /** A requested range that is beyond the end. */
    static final class UnsatisfiableException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Parses a header {@code Range}, as in RFC 9110, section 14.
     *
     * @param length of the whole
     * @return empty if the header must be ignored: it has several ranges, other units, or is malformed
     * @throws UnsatisfiableException if it is completely beyond the end
     */
    static Optional<ByteRange> parse(String header, long length) throws UnsatisfiableException {
        Matcher one = ONE.matcher(header);
        if (!one.matches()) {
            return Optional.empty();
        }
        ByteRange range = one.group(3) != null ? suffix(one.group(3), length) : fromFirst(one, length);
        if (range.last < range.first && range.first < length && one.group(2) != null) {
            return Optional.empty(); // "5-3" is malformed
        }
        if (range.last < range.first) {
            throw new UnsatisfiableException();
        }
        return Optional.of(range);
    }

    private static ByteRange suffix(String digits, long length) {
        return new ByteRange(Math.max(0, length - Long.parseLong(digits)), length - 1);
    }

    private static ByteRange fromFirst(Matcher one, long length) {
        long last = one.group(2) == null ? length - 1 : Math.min(length - 1, Long.parseLong(one.group(2)));
        return new ByteRange(Long.parseLong(one.group(1)), last);
    }

    long bytes() {
        return last - first + 1;
    }

    /** The header {@code Content-Range}, section 14.4. */
    String contentRange(long length) {
        return "bytes " + first + "-" + last + "/" + length;
    }
}
