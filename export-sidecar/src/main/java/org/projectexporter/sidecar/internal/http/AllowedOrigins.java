package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.projectexporter.sidecar.SidecarOptions;

/**
 * Pages that may send requests. Browsers name the page's origin in what it sends (RFC 6454, section 7); programs that are no browsers
 * name none. {@code null} stands for any page that hides where it comes from, and so is never allowed.
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
     * Whether a request with these headers may go on.
     *
     * @param named values of the header Origin
     */
    boolean allow(List<String> named) {
        return named.isEmpty()
                || (named.size() == 1 && origins.contains(named.get(0).toLowerCase(Locale.ROOT)));
    }

    /** Lets the page read the answer (CORS protocol, as in the Fetch Standard). */
    static void grant(String origin, HttpFields.Mutable answer) {
        answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        answer.put(
                HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS,
                "Location, Retry-After, ETag, Repr-Digest, Content-Disposition, Accept-Ranges, Content-Range");
    }

    /** Answers a browser that asks first whether the page may send its request. */
    static void grantPreflight(HttpFields.Mutable answer) {
        answer.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, DELETE");
        answer.put(
                HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS,
                "Authorization, Content-Type, Idempotency-Key, Range, If-Range, If-Match, If-None-Match");
        answer.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");
    }
}
