package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.io.IOException;
import java.util.Set;

import org.projectexporter.sidecar.TokenScope;
import org.projectexporter.sidecar.internal.jobs.HandOver;
import org.projectexporter.sidecar.internal.jobs.JobException;

/** {@code POST /api/v1/exports/{export_id}/hand-over}: puts an archive into a caller's folder. */
final class HandOverRoute {
    private static final String FOLDER = "folder";

    private final HandOver handOver;

    HandOverRoute(HandOver handOver) {
        this.handOver = handOver;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/api/v1/exports/{export_id}/hand-over", this::give);
    }

    private void give(Context context) throws JobException, IOException {
        ImportAccess.requireAll(Authentication.of(context.req()), TokenScope.DOWNLOAD);
        JsonNode body = JsonFields.object(context, Set.of(FOLDER));
        String folder = ImportBody.text(FOLDER, body.path(FOLDER));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode files = json.putArray("files");
        int number = 0;
        for (HandOver.Given given : handOver.give(context.pathParam("export_id"), ImportBody.path(FOLDER, folder))) {
            number++;
            files.addObject()
                    .put("number", number)
                    .put("path", given.file().toString())
                    .put("bytes", given.volume().bytes())
                    .put("sha256", given.volume().sha256())
                    .put("method", given.method().jsonName());
        }
        JsonAnswer.write(context, 200, json);
    }
}
