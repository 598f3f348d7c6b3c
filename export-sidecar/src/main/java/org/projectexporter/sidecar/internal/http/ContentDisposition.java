package org.projectexporter.sidecar.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The header {@code Content-Disposition} for a file to be saved (RFC 6266), whose name may have any characters (RFC
 * 8187).
 */
final class ContentDisposition {
    private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~"; // RFC 8187, section 3.2.1
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ContentDisposition() {}

    static String attachment(String name) {
        return "attachment; filename=\"" + ascii(name) + "\"; filename*=UTF-8''" + encoded(name);
    }

    /** For old clients: RFC 6266, appendix D advises against quoted pairs, percent signs and non-ASCII characters. */
    private static String ascii(String name) {
        StringBuilder ascii = new StringBuilder();
        name.codePoints()
                .map(c -> c < 0x20 || c > 0x7e || "\"\\%/".indexOf(c) >= 0 ? '_' : c)
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c < 0x80 && Character.isLetterOrDigit(c)) || ATTRIBUTE_CHARACTERS.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
