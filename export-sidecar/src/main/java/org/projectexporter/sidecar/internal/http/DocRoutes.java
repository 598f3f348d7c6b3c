package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.files.Sha256;

/** {@code /openapi.yaml}, {@code /asyncapi.yaml}, and {@code /docs}, a self-contained page made from both. */
final class DocRoutes {
    /** In the descriptions. */
    private static final String DEFAULT_ADDRESS = SidecarOptions.DEFAULT_HOST + ":" + SidecarOptions.DEFAULT_PORT;

    private static final String STYLE_START = "<style>";
    private static final String STYLE_END = "</style>";

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, "/openapi.yaml", DocRoutes::openApi);
        JsonAnswer.get(routes, "/asyncapi.yaml", DocRoutes::asyncApi);
        JsonAnswer.get(routes, "/docs", DocRoutes::page);
    }

    /** With the address under which the client has found it. */
    private static void openApi(Context context) throws IOException {
        PublicUrl url = PublicUrl.of(context.req());
        String server = url.scheme() + "://" + url.authority() + url.prefix();
        yaml(context, text("openapi.yaml").replace("http://" + DEFAULT_ADDRESS, server));
    }

    private static void asyncApi(Context context) throws IOException {
        PublicUrl url = PublicUrl.of(context.req());
        String protocol = url.scheme().equals("https") ? "wss" : "ws";
        String pathname = url.prefix().isEmpty() ? "" : "\n    pathname: " + url.prefix();
        yaml(
                context,
                text("asyncapi.yaml")
                        .replace("host: " + DEFAULT_ADDRESS, "host: " + url.authority() + pathname)
                        .replace("protocol: ws\n", "protocol: " + protocol + "\n"));
    }

    private static void yaml(Context context, String text) {
        context.contentType("application/yaml") // RFC 9512
                .result(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String name) throws IOException {
        return new String(read(name), StandardCharsets.UTF_8);
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
