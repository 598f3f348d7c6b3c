package org.projectexporter.internal.layout;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The text of {@code FILE.sha256} as this program wrote it, whatever an editor or a shell has done to it since: Windows
 * ends lines with CR LF, its older PowerShell writes UTF-16 with a mark and its Notepad a mark in UTF-8, its tools
 * print digests in capitals, and some editors add or drop the last newline. None of this is damage.
 */
final class ChecksumsText {
    private static final byte[] UTF8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] UTF16_LITTLE_MARK = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] UTF16_BIG_MARK = {(byte) 0xFE, (byte) 0xFF};
    private static final int DIGITS = 64;

    private ChecksumsText() {}

    /** The lines, as Latin-1, without their ends and without empty lines at the end. */
    static List<String> lines(byte[] content) {
        List<String> lines = new ArrayList<>();
        for (String line : textOf(content).split("\n", -1)) {
            lines.add(withSmallDigits(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line));
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    static boolean endsWithNewline(byte[] content) {
        return textOf(content).endsWith("\n");
    }

    /** Bytes as Latin-1; what is in UTF-16 has the bytes of UTF-8. */
    private static String textOf(byte[] content) {
        if (startsWith(content, UTF16_LITTLE_MARK)) {
            return transcoded(content, StandardCharsets.UTF_16LE);
        }
        if (startsWith(content, UTF16_BIG_MARK)) {
            return transcoded(content, StandardCharsets.UTF_16BE);
        }
        int start = startsWith(content, UTF8_MARK) ? UTF8_MARK.length : 0;
        return new String(content, start, content.length - start, StandardCharsets.ISO_8859_1);
    }

    private static String transcoded(byte[] content, Charset charset) {
        byte[] bytes = new String(content, 2, content.length - 2, charset).getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static boolean startsWith(byte[] content, byte[] mark) {
        return content.length >= mark.length && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    }

    private static String withSmallDigits(String line) {
        int end = Math.min(line.length(), DIGITS + (line.startsWith("\\") ? 1 : 0));
        return line.substring(0, end).toLowerCase(Locale.ROOT) + line.substring(end);
    }
}
