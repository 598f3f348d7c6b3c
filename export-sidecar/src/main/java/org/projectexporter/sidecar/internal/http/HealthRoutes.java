package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;

import java.util.function.BooleanSupplier;

/**
 * {@code /health/*}: whether the process is alive, and whether it accepts requests and has a workspace. Neither requires
 * a token.
 */
final class HealthRoutes {
    private static final String OK = "ok";
    static final String LIVE = "/health/live";
    static final String READY = "/health/ready";

    private final BooleanSupplier stopping;
    private final BooleanSupplier hasWorkspace;

    HealthRoutes(BooleanSupplier stopping, BooleanSupplier hasWorkspace) {
        this.stopping = stopping;
        this.hasWorkspace = hasWorkspace;
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(
                routes,
                LIVE,
                context -> JsonAnswer.write(
                        context, 200, JsonNodeFactory.instance.objectNode().put("status", OK)));
        JsonAnswer.get(routes, READY, context -> {
            String status = status();
            JsonAnswer.write(
                    context,
                    status.equals(OK) ? 200 : 503,
                    JsonNodeFactory.instance.objectNode().put("status", status));
        });
    }

    private String status() {
        if (stopping.getAsBoolean()) {
            return "stopping";
        }
        return hasWorkspace.getAsBoolean() ? OK : Problems.WORKSPACE_GONE;
    }
}
