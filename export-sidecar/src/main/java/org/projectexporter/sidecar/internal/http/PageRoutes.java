package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.eclipse.jetty.http.QuotedQualityCSV;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.projectexporter.page.PageFile;

/** The page, at {@code /}, and its modules, which pages of allowed origins load too. They require no token. */
final class PageRoutes {
    static final String PAGE = "/";
    static final String FILE = "/page/{file}";

    /** Paths as they are sent: any other spelling of them requires a token, and does not exist. */
    private static final Pattern OPEN = Pattern.compile("/(page/[a-z0-9.-]+)?");

    /** Nothing inline, and nothing from elsewhere; styles of the element are made by its modules. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /** Whether a path, as it was sent, is one of the page. */
    static boolean isOpen(String path) {
        return OPEN.matcher(path).matches();
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, PAGE, context -> send(context, PageFile.INDEX));
        JsonAnswer.get(routes, FILE, context -> send(context, context.pathParam("file")));
    }

    private void send(Context context, String name) {
        PageFile file = find(name).orElseThrow(() -> Problems.ofStatus(404, "the page has no such file"));
        boolean compressed = acceptsGzip(context);
        String etag = "\"sha256-" + file.sha256() + (compressed ? "-gzip" : "") + "\"";
        context.header("Content-Security-Policy", POLICY)
                .header("X-Frame-Options", "SAMEORIGIN")
                .header("Cache-Control", "no-cache")
                .header("Vary", "Origin, Accept-Encoding")
                .header("ETag", etag);
        if (Preconditions.isKnown(context.req(), etag)) {
            context.status(304);
            return;
        }
        if (compressed) {
            context.header("Content-Encoding", "gzip");
        }
        context.contentType(file.mediaType()).result(compressed ? file.gzip() : file.bytes());
    }

    /** There are few files, so all of them stay in memory; names that do not exist are not remembered. */
    private Optional<PageFile> find(String name) {
        PageFile known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<PageFile> found = PageFile.find(name);
        found.ifPresent(file -> files.put(name, file));
        return found;
    }

    /** RFC 9110, section 12.5.3. */
    private static boolean acceptsGzip(Context context) {
        QuotedQualityCSV accepted = new QuotedQualityCSV();
        Collections.list(context.req().getHeaders("Accept-Encoding")).forEach(accepted::addValue);
        return accepted.getValues().contains("gzip");
    }
}
