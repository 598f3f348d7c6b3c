package org.projectexporter.internal.layout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

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
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            switch (path.byteAt(i)) {
                case '\\' -> name.writeBytes(new byte[] {'\\', '\\'});
                case '\n' -> name.writeBytes(new byte[] {'\\', 'n'});
                case '\r' -> name.writeBytes(new byte[] {'\\', 'r'});
                default -> name.write(path.byteAt(i));
            }
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(ascii(name.size() == path.length() ? "" : "\\"));
        line.writeBytes(ascii(sha256 + "  "));
        line.writeBytes(name.toByteArray());
        line.write('\n');
        return line.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
