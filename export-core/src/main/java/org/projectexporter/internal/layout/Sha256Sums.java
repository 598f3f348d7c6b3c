package org.projectexporter.internal.layout;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.projectexporter.spi.RawPath;

/**
 * Writes lines in the format of {@code sha256sum}, to be read by {@code sha256sum -c}.
 *
 * <p>Source: GNU coreutils manual, "cksum common options": a name with a backslash, newline or carriage return is
 * escaped, and such a line starts with a backslash.
 */
public final class Sha256Sums {
    private Sha256Sums() {}

    /** One line, with its newline; the digest is given in hexadecimal. */
    public static byte[] line(String sha256, RawPath path) {
        byte[] name = path.bytes();
        byte[] escaped = escaped(name);
        byte[] digest =
                ((escaped.length > name.length ? "\\" : "") + sha256 + "  ").getBytes(StandardCharsets.US_ASCII);
        byte[] line = Arrays.copyOf(digest, digest.length + escaped.length + 1);
        System.arraycopy(escaped, 0, line, digest.length, escaped.length);
        line[line.length - 1] = '\n';
        return line;
    }

    private static byte[] escaped(byte[] name) {
        int more = 0;
        for (byte b : name) {
            more += letterOf(b) == 0 ? 0 : 1;
        }
        if (more == 0) {
            return name;
        }
        byte[] escaped = new byte[name.length + more];
        int at = 0;
        for (byte b : name) {
            byte letter = letterOf(b);
            if (letter != 0) {
                escaped[at++] = '\\';
            }
            escaped[at++] = letter == 0 ? b : letter;
        }
        return escaped;
    }

    /** What follows the backslash in place of this byte; 0 if the byte represents itself. */
    private static byte letterOf(byte b) {
        return (byte)
                switch (b) {
                    case '\\' -> '\\';
                    case '\n' -> 'n';
                    case '\r' -> 'r';
                    default -> 0;
                };
    }
}
