package org.projectexporter.sidecar.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.URIUtil;

/**
 * Where the client of a request sees this server.
 *
 * @param scheme {@code http} or {@code https}
 * @param authority the host, and the port if it is not the usual one
 * @param prefix of all paths; empty, or a path without a slash at the end
 */
record PublicUrl(String scheme, String authority, String prefix) {
    private static final String ATTRIBUTE = PublicUrl.class.getName();

    /** The origin of its pages (RFC 6454, section 6.2). */
    String origin() {
        return scheme + "://" + authority;
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** The port in the authority, or else the usual one. */
    int port() {
        int given = HttpURI.build(origin()).getPort();
        return given > 0 ? given : URIUtil.getDefaultPortForScheme(scheme);
    }

    void putInto(Request request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    static PublicUrl of(Request request) {
        return require(request.getAttribute(ATTRIBUTE));
    }

    static PublicUrl of(HttpServletRequest request) {
        return require(request.getAttribute(ATTRIBUTE));
    }

    private static PublicUrl require(Object known) {
        if (known instanceof PublicUrl url) {
            return url;
        }
        throw new IllegalStateException("a request that has not passed BehindProxy");
    }
}
