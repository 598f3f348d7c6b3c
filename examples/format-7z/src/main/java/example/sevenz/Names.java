package example.sevenz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

import org.projectexporter.spi.RawPath;

/**
 * Names in 7z are UTF-16, and names here are bytes. A byte that is not part of UTF-8 becomes a character from U+EF80 to
 * U+EFFF, and a character of that range three such, those of its bytes: so every name comes back. 7-Zip does the same on
 * Linux ({@code UTFConvert.cpp}; the encoding OPTU-16 of MirBSD).
 */
final class Names {
    private static final char FIRST = 0xef80;
    private static final char LAST = 0xefff;
    private static final int FIRST_BYTE = 0x80;

    private Names() {}

    static String decode(RawPath path) {
        ByteBuffer in = ByteBuffer.wrap(path.bytes());
        StringBuilder name = new StringBuilder();
        while (in.hasRemaining()) {
            CharBuffer out = CharBuffer.allocate(in.remaining());
            CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // stops at what is malformed
            CoderResult result = decoder.decode(in, out, true);
            appendWithoutEscapes(out.flip().toString(), name);
            for (int i = 0; result.isError() && i < result.length(); i++) {
                name.append(escaped(in.get()));
            }
        }
        return name.toString();
    }

    private static void appendWithoutEscapes(String text, StringBuilder to) {
        for (char c : text.toCharArray()) {
            if (isEscape(c)) {
                for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    to.append(escaped(b));
                }
            } else {
                to.append(c);
            }
        }
    }

    static RawPath encode(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || isEscape(name.charAt(i))) {
                bytes.writeBytes(name.substring(from, i).getBytes(StandardCharsets.UTF_8));
                if (i < name.length()) {
                    bytes.write(name.charAt(i) - FIRST + FIRST_BYTE);
                }
                from = i + 1;
            }
        }
        return RawPath.of(bytes.toByteArray());
    }

    private static boolean isEscape(char c) {
        return c >= FIRST && c <= LAST;
    }

    private static char escaped(byte b) {
        return (char) (FIRST + (b & 0xff) - FIRST_BYTE);
    }
}
