package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Headers of every answer for browsers: no type guessing, no frames, no referrer, no loading of resources. */
final class SafeHeaders {
    private SafeHeaders() {}

    static void putInto(HttpFields.Mutable answer) {
        answer.put("X-Content-Type-Options", "nosniff");
        answer.put("X-Frame-Options", "DENY");
        answer.put("Referrer-Policy", "no-referrer");
        answer.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        answer.put("Cross-Origin-Resource-Policy", "same-origin");
        answer.put(HttpHeader.VARY, HttpHeader.ORIGIN.asString());
    }
}
