package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;

import java.util.function.BooleanSupplier;

/** {@code /health/*}: whether the process is alive, and whether it accepts requests. Neither requires a token. */
final class HealthRoutes {
    static final String LIVE = "/health/live";
    static final String READY = "/health/ready";

    private final BooleanSupplier stopping;

    HealthRoutes(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(
                routes,
                LIVE,
                context -> JsonAnswer.write(
                        context, 200, JsonNodeFactory.instance.objectNode().put("status", "ok")));
        JsonAnswer.get(routes, READY, context -> {
            boolean down = stopping.getAsBoolean();
            JsonAnswer.write(
                    context,
                    down ? 503 : 200,
                    JsonNodeFactory.instance.objectNode().put("status", down ? "stopping" : "ok"));
        });
    }
}
