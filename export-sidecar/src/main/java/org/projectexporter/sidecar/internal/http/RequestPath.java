package org.projectexporter.sidecar.internal.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The path of a request, checked as it was sent. Anything ambiguous (dot segments, encoded separators, double encoding,
 * path parameters, invalid UTF-8) does not exist.
 */
final class RequestPath {
    private static final String PLAIN = "-._~!$&'()*+,=:@"; // RFC 3986, section 3.3: pchar without ";" and percent
    private static final String DISGUISED = "./\\";

    private RequestPath() {}

    /** Whether it is unambiguous. */
    static boolean isPlain(String raw) {
        if (!raw.startsWith("/")) {
            return false;
        }
        if (raw.equals("/")) {
            return true;
        }
        return Arrays.stream(raw.substring(1).split("/", -1)).allMatch(RequestPath::isPlainSegment);
    }

    private static boolean isPlainSegment(String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            return false;
        }
        return decode(segment).filter(decoded -> !hidesMore(decoded)).isPresent();
    }

    /** Whether decoding it again would reveal characters that must not be encoded. */
    private static boolean hidesMore(String decoded) {
        for (int i = decoded.indexOf('%'); i >= 0; i = decoded.indexOf('%', i + 1)) {
            if (i + 3 <= decoded.length() && isHex(decoded, i + 1)) {
                char hidden = (char) HexFormat.fromHexDigits(decoded, i + 1, i + 3);
                if (isDisguised(hidden) || hidden == '%') {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isDisguised(char character) {
        return character < ' ' || character == 0x7f || DISGUISED.indexOf(character) >= 0;
    }

    private static boolean isHex(String text, int at) {
        return HexFormat.isHexDigit(text.charAt(at)) && HexFormat.isHexDigit(text.charAt(at + 1));
    }

    private static Optional<String> decode(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < segment.length()) {
            char character = segment.charAt(i);
            if (isPlain(character)) {
                bytes.write(character);
                i++;
            } else if (character == '%' && i + 3 <= segment.length() && isHex(segment, i + 1)) {
                int decoded = HexFormat.fromHexDigits(segment, i + 1, i + 3);
                if (isDisguised((char) decoded)) {
                    return Optional.empty();
                }
                bytes.write(decoded);
                i += 3;
            } else {
                return Optional.empty();
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static boolean isPlain(char character) {
        return (character < 0x80 && Character.isLetterOrDigit(character)) || PLAIN.indexOf(character) >= 0;
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
