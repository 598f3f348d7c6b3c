package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

import java.util.List;
import java.util.stream.Stream;

/**
 * The cookie that has a session's secret (RFC 6265). Scripts cannot read it, and a browser adds it only to requests of
 * pages of the same site. Cookies are the same for all ports of a host: the port in its name keeps two servers from
 * replacing each other's.
 */
final class SessionCookie {
    private static final String NAME = "project-export-session-";

    private SessionCookie() {}

    /** The values in a request, those for the longest path first. */
    static List<String> valuesIn(Request request) {
        String start = nameFor(PublicUrl.of(request)) + "=";
        return request.getHeaders().getValuesList(HttpHeader.COOKIE).stream()
                .flatMap(header -> Stream.of(header.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(start))
                .map(pair -> pair.substring(start.length()))
                .toList();
    }

    /** The value of Set-Cookie that stores it until the browser is closed. */
    static String set(PublicUrl url, String secret) {
        return cookie(url, secret) + attributes(url);
    }

    /** The value of Set-Cookie that removes it. */
    static String remove(PublicUrl url) {
        return cookie(url, "") + "; Max-Age=0" + attributes(url);
    }

    private static String cookie(PublicUrl url, String value) {
        return nameFor(url) + "=" + value;
    }

    private static String attributes(PublicUrl url) {
        return "; Path=" + (url.prefix().isEmpty() ? "/" : url.prefix()) + "; HttpOnly; SameSite=Strict"
                + (url.isSecure() ? "; Secure" : "");
    }

    private static String nameFor(PublicUrl url) {
        return NAME + url.port();
    }
}
