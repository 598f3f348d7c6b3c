package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.projectexporter.sidecar.StorageLimits;
import org.projectexporter.sidecar.TokenScope;
import org.projectexporter.sidecar.internal.jobs.Removal;
import org.projectexporter.sidecar.internal.jobs.StorageJob;
import org.projectexporter.sidecar.internal.jobs.StorageReport;
import org.projectexporter.sidecar.internal.jobs.StorageReport.StorageRun;

/** {@code /api/v1/storage}: what the data folder holds, what would be removed and why, and the removal itself. */
final class StorageRoutes {
    private final StorageJob storage;
    private final Duration retention;

    StorageRoutes(StorageJob storage, Duration retention) {
        this.storage = storage;
        this.retention = retention;
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, "/api/v1/storage", this::report);
        routes.post("/api/v1/storage/run", this::run);
    }

    private void run(Context context) throws IOException {
        ImportAccess.requireAll(Authentication.of(context.req()), TokenScope.DELETE);
        JsonAnswer.write(context, 200, run(storage.run()));
    }

    private void report(Context context) throws IOException {
        StorageReport report = storage.report();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("used_bytes", report.usedBytes());
        putLimit(json, "quota_bytes", report.quotaBytes(), Long.MAX_VALUE);
        json.put("free_bytes", report.freeBytes());
        json.put("upload_bytes", report.uploadBytes());
        json.put("damaged_bytes", report.damagedBytes());
        putLimits(json.putObject("limits"), report.limits());
        ArrayNode projects = json.putArray("projects");
        for (StorageReport.ProjectTotal total : report.projects()) {
            projects.addObject()
                    .put("project_id", total.projectId())
                    .put("exports", total.exports())
                    .put("archives", total.archives())
                    .put("bytes", total.bytes());
        }
        putRemovals(json.putArray("removable"), report.removable());
        json.set("last_run", report.lastRun().map(StorageRoutes::run).orElse(null));
        JsonAnswer.write(context, 200, json);
    }

    private void putLimits(ObjectNode json, StorageLimits limits) {
        json.put("retention_seconds", retention.toSeconds());
        putLimit(json, "archives_per_project", limits.archivesPerProject(), Integer.MAX_VALUE);
        putLimit(json, "archive_bytes", limits.archiveBytes(), Long.MAX_VALUE);
        putLimit(json, "free_bytes", limits.freeBytes(), 0);
        json.put("upload_seconds", limits.uploads().toSeconds());
        json.put("uploads_per_token", limits.uploadsPerToken());
        putLimit(json, "upload_bytes_per_token", limits.uploadBytesPerToken(), Long.MAX_VALUE);
        json.put("orphan_seconds", limits.orphans().toSeconds());
    }

    private static void putLimit(ObjectNode json, String name, long value, long none) {
        if (value == none) {
            json.putNull(name);
        } else {
            json.put(name, value);
        }
    }

    private static ObjectNode run(StorageRun run) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("at", ExportJson.time(run.at()));
        putRemovals(json.putArray("removed"), run.removed());
        putRemovals(json.putArray("failed"), run.failed());
        return json;
    }

    private static void putRemovals(ArrayNode json, List<Removal> removals) {
        for (Removal removal : removals) {
            json.addObject()
                    .put("kind", removal.kind().jsonName())
                    .put("id", removal.id())
                    .put("project_id", removal.projectId().orElse(null))
                    .put("bytes", removal.bytes())
                    .put("reason", removal.reason().jsonName())
                    .put("held", removal.held());
        }
    }
}
