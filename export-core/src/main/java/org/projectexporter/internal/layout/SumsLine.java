package org.projectexporter.internal.layout;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.projectexporter.spi.RawPath;

/**
 * A line in the format of {@code sha256sum}.
 *
 * <p>Source: GNU coreutils manual, "cksum common options": the digest, a space, a space or an asterisk, the name; a
 * name with a backslash, newline or carriage return is escaped, and such a line starts with a backslash.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param path the file's path
 */
public record SumsLine(String sha256, RawPath path) {
    private static final int DIGITS = 64;

    /** Parses a line, without its newline; null if it is invalid. */
    public static @Nullable SumsLine parse(byte[] line) {
        int start = line.length > 0 && line[0] == '\\' ? 1 : 0;
        int name = start + DIGITS + 2;
        if (line.length <= name || line[name - 2] != ' ' || (line[name - 1] != ' ' && line[name - 1] != '*')) {
            return null;
        }
        String digest = new String(line, start, DIGITS, StandardCharsets.ISO_8859_1);
        RawPath path = start == 0 ? RawPath.of(Arrays.copyOfRange(line, name, line.length)) : unescaped(line, name);
        return path == null || !digest.matches("[0-9a-f]{64}") ? null : new SumsLine(digest, path);
    }

    private static @Nullable RawPath unescaped(byte[] line, int from) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int i = from; i < line.length; i++) {
            int b = line[i];
            if (b == '\\') {
                i++;
                b = i == line.length ? 0 : line[i] == 'n' ? '\n' : line[i] == 'r' ? '\r' : line[i] == '\\' ? '\\' : 0;
                if (b == 0) {
                    return null;
                }
            }
            name.write(b);
        }
        return RawPath.of(name.toByteArray());
    }
}
