package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.projectexporter.sidecar.internal.files.Sha256;

/** {@code /openapi.yaml}, {@code /asyncapi.yaml}, and {@code /docs}, a self-contained page made from both. */
final class DocRoutes {
    private static final String STYLE_START = "<style>";
    private static final String STYLE_END = "</style>";

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, "/openapi.yaml", context -> yaml(context, "openapi.yaml"));
        JsonAnswer.get(routes, "/asyncapi.yaml", context -> yaml(context, "asyncapi.yaml"));
        JsonAnswer.get(routes, "/docs", DocRoutes::page);
    }

    private static void yaml(Context context, String name) throws IOException {
        context.contentType("application/yaml").result(read(name)); // RFC 9512
    }

    private static void page(Context context) throws IOException {
        byte[] page = read("docs.html");
        context.header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src '" + styleHash(page)
                                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .contentType("text/html; charset=utf-8")
                .result(page);
    }

    /** A browser may apply only the page's own style (Content Security Policy Level 3, section 2.3.1). */
    private static String styleHash(byte[] page) {
        String html = new String(page, StandardCharsets.UTF_8);
        String style = html.substring(html.indexOf(STYLE_START) + STYLE_START.length(), html.indexOf(STYLE_END));
        return "sha256-" + Base64.getEncoder().encodeToString(Sha256.of(style));
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = DocRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("this jar has no " + name);
            }
            return in.readAllBytes();
        }
    }
}
