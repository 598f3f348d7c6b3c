package org.projectexporter.sidecar.internal.http;

import io.javalin.http.Context;
import org.eclipse.jetty.server.Request;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Paths of this server, for links in its answers.
 *
 * @param prefix the path under which a proxy publishes the server; empty if it does not
 */
record Links(String prefix) {
    private static final String UNRESERVED = "-._~"; // RFC 3986, section 2.3
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Links for the client of a request. */
    static Links of(Context context) {
        return of(PublicUrl.of(context.req()));
    }

    /** The same, before there is a route. */
    static Links of(Request request) {
        return of(PublicUrl.of(request));
    }

    private static Links of(PublicUrl url) {
        return new Links(url.prefix());
    }

    String ofProject(String id) {
        return prefix + "/api/v1/projects/" + encode(id);
    }

    String ofExport(String id) {
        return prefix + "/api/v1/exports/" + encode(id);
    }

    String ofImport(String id) {
        return prefix + "/api/v1/imports/" + encode(id);
    }

    String ofUpload(String id) {
        return prefix + "/api/v1/uploads/" + encode(id);
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
