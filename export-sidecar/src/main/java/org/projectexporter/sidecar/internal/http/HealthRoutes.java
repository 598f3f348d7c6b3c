package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;

import java.util.function.BooleanSupplier;

import org.projectexporter.sidecar.internal.jobs.Workspace;

/**
 * {@code /health/*}: whether the process is alive, and whether it accepts requests and has its workspaces. With an
 * outdated mapping of projects it accepts requests, and says so. Neither requires a token.
 */
final class HealthRoutes {
    private static final String OK = "ok";
    static final String LIVE = "/health/live";
    static final String READY = "/health/ready";

    private final BooleanSupplier stopping;
    private final Workspace workspace;

    HealthRoutes(BooleanSupplier stopping, Workspace workspace) {
        this.stopping = stopping;
        this.workspace = workspace;
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(
                routes,
                LIVE,
                context -> JsonAnswer.write(
                        context, 200, JsonNodeFactory.instance.objectNode().put("status", OK)));
        JsonAnswer.get(routes, READY, context -> {
            String status = status();
            boolean ready = status.equals(OK) || status.equals(Problems.PROJECTS_OUTDATED);
            JsonAnswer.write(
                    context,
                    ready ? 200 : 503,
                    JsonNodeFactory.instance.objectNode().put("status", status));
        });
    }

    private String status() {
        if (stopping.getAsBoolean()) {
            return "stopping";
        }
        if (!workspace.isReadable()) {
            return Problems.WORKSPACE_GONE;
        }
        return workspace.isOutdated() ? Problems.PROJECTS_OUTDATED : OK;
    }
}
