package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;

import java.nio.charset.StandardCharsets;

/** Answers in JSON, which must not be cached. */
final class JsonAnswer {
    private JsonAnswer() {}

    static void write(Context context, int status, JsonNode json) {
        context.status(status)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a route for GET, and for HEAD, which Javalin would answer without calling the route. */
    static void get(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }
}
