package org.projectexporter.sidecar.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Paths of this server, for links in its answers. */
final class Links {
    private static final String UNRESERVED = "-._~"; // RFC 3986, section 2.3
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Links() {}

    static String ofProject(String id) {
        return "/api/v1/projects/" + encode(id);
    }

    static String ofExport(String id) {
        return "/api/v1/exports/" + encode(id);
    }

    static String ofImport(String id) {
        return "/api/v1/imports/" + encode(id);
    }

    static String ofUpload(String id) {
        return "/api/v1/uploads/" + encode(id);
    }

    private static String encode(String segment) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (b & 0xff);
            if ((character < 0x80 && Character.isLetterOrDigit(character)) || UNRESERVED.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
