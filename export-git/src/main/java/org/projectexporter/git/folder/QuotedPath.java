package org.projectexporter.git.folder;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;

import org.projectexporter.spi.RawPath;

/**
 * A path as Git quotes it: between double quotes, with the escapes of the C language (git-config(1),
 * {@code core.quotePath}).
 */
public final class QuotedPath {
    private static final String ESCAPES = "abfnrtv\"\\";
    private static final byte[] ESCAPED = {7, 8, 12, 10, 13, 9, 11, '"', '\\'};

    private QuotedPath() {}

    /** The path that a line starts with; null if the line is not quoted, or not correctly. */
    public static @Nullable RawPath unquote(RawPath line) {
        if (line.isRoot() || line.byteAt(0) != '"') {
            return null;
        }
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        int at = 1;
        while (at < line.length() && line.byteAt(at) != '"') {
            if (line.byteAt(at) != '\\') {
                path.write(line.byteAt(at++));
                continue;
            }
            int octal = octal(line, at + 1);
            int escape = at + 1 < line.length() ? ESCAPES.indexOf(line.byteAt(at + 1)) : -1;
            if (octal < 0 && escape < 0) {
                return null;
            }
            path.write(octal >= 0 ? octal : ESCAPED[escape]);
            at += octal >= 0 ? 4 : 2;
        }
        return at < line.length() ? RawPath.of(path.toByteArray()) : null;
    }

    /** The value of three octal digits, the first of which is at most 3; -1 if they are absent. */
    private static int octal(RawPath line, int from) {
        if (from + 3 > line.length() || line.byteAt(from) > '3') {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 3; i++) {
            int digit = line.byteAt(i) - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            value = value * 8 + digit;
        }
        return value;
    }
}
