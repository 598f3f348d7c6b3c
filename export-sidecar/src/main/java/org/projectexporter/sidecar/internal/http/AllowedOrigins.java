package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.projectexporter.sidecar.SidecarOptions;

/**
 * Web pages that may send requests. Browsers add the page's origin to its requests (RFC 6454, section 7); other
 * programs do not. {@code null} is the origin of any page that hides its real one, and so is never allowed.
 */
final class AllowedOrigins {
    private final Set<String> origins;

    AllowedOrigins(SidecarOptions options) {
        origins = options.allowedOrigins().stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .filter(origin -> !origin.equals("null"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a request with these headers is allowed.
     *
     * @param named values of the header Origin
     */
    boolean allow(List<String> named) {
        return named.isEmpty()
                || (named.size() == 1 && origins.contains(named.get(0).toLowerCase(Locale.ROOT)));
    }

    /** Whether the header names the server itself, as the client sees it: the page's own requests. */
    static boolean isOwn(List<String> named, PublicUrl url) {
        return named.size() == 1
                && named.get(0).toLowerCase(Locale.ROOT).equals(url.origin().toLowerCase(Locale.ROOT));
    }

    /** Allows the page to read the answer (CORS protocol, as in the Fetch Standard). */
    static void grant(String origin, HttpFields.Mutable answer) {
        answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        answer.put(
                HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS,
                "Location, Retry-After, ETag, Repr-Digest, Content-Disposition, Accept-Ranges, Content-Range,"
                        + " X-Request-Id, Tus-Resumable, Tus-Version, Tus-Extension, Tus-Max-Size,"
                        + " Tus-Checksum-Algorithm, Upload-Offset, Upload-Length, Upload-Metadata, Upload-Expires");
    }

    /** Answers a preflight request of a browser. */
    static void grantPreflight(HttpFields.Mutable answer) {
        answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PATCH, DELETE");
        answer.put(
                HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS,
                "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Range, If-Range, If-Match,"
                        + " If-None-Match, X-Request-Id, Tus-Resumable, Upload-Offset, Upload-Length, Upload-Metadata,"
                        + " Upload-Checksum, X-HTTP-Method-Override");
        answer.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");
    }
}
