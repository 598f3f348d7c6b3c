package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

import org.projectexporter.sidecar.StorageLimits;
import org.projectexporter.sidecar.TokenScope;
import org.projectexporter.sidecar.internal.access.Caller;
import org.projectexporter.sidecar.internal.jobs.Removal;
import org.projectexporter.sidecar.internal.jobs.StorageJob;
import org.projectexporter.sidecar.internal.jobs.StorageReport;
import org.projectexporter.sidecar.internal.jobs.StorageReport.StorageRun;

/** {@code /api/v1/storage}: what the data folder holds, what would be removed and why, and the removal itself. */
final class StorageRoutes {
    private static final String AGE = "older_than_seconds";
    private static final String PREVIEW = "preview";
    private static final long MOST_SECONDS = Duration.ofDays(36_500).toSeconds();
    private static final int MOST_SCHEDULED = 200;

    private final StorageJob storage;

    StorageRoutes(StorageJob storage) {
        this.storage = storage;
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, "/api/v1/storage", this::report);
        routes.post("/api/v1/storage/run", this::run);
    }

    private void run(Context context) throws IOException {
        Caller caller = Authentication.of(context.req());
        ImportAccess.requireAll(caller, TokenScope.DELETE);
        JsonNode body = JsonFields.object(context, Set.of(AGE, PREVIEW));
        if (body.has(PREVIEW) && !body.path(PREVIEW).isBoolean()) {
            throw new ProblemException(400, "invalid_option", PREVIEW + " must be true or false", PREVIEW);
        }
        OptionalLong age = JsonFields.integer(body, AGE, StorageJob.LEAST_AGE.toSeconds(), MOST_SECONDS);
        if (age.isPresent()) { // uploads of others are the operator's
            RouteGuard.requireScope(caller, TokenScope.ADMIN);
        }
        JsonAnswer.write(context, 200, run(run(age, body.path(PREVIEW).asBoolean())));
    }

    private StorageRun run(OptionalLong seconds, boolean preview) throws IOException {
        Duration age = Duration.ofSeconds(seconds.orElse(MOST_SECONDS));
        return preview ? storage.preview(age) : storage.run(age);
    }

    private void report(Context context) throws IOException {
        StorageReport report = storage.report();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        putTotals(json, report.totals());
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
        json.put("scheduled_total", report.scheduled().size());
        ArrayNode scheduled = json.putArray("scheduled");
        report.scheduled().stream()
                .limit(MOST_SCHEDULED)
                .forEach(one -> scheduled.add(removal(one.removal()).put("at", ExportJson.time(one.at()))));
        json.set("last_run", report.lastRun().map(StorageRoutes::run).orElse(null));
        JsonAnswer.write(context, 200, json);
    }

    private static void putTotals(ObjectNode json, StorageReport.Totals totals) {
        json.put("used_bytes", totals.used());
        putLimit(json, "quota_bytes", totals.quota(), Long.MAX_VALUE);
        json.put("free_bytes", totals.free());
        json.put("disk_bytes", totals.disk());
        json.put("archive_bytes", totals.archives());
        json.put("interrupted_bytes", totals.interrupted());
        json.put("upload_bytes", totals.uploads());
        json.put("orphan_bytes", totals.orphans());
        json.put("damaged_bytes", totals.damaged());
    }

    private static void putLimits(ObjectNode json, StorageLimits limits) {
        json.put("retention_seconds", limits.retention().toSeconds());
        json.put("longest_keep_seconds", limits.longestKeep().toSeconds());
        json.put("interrupted_seconds", limits.interrupted().toSeconds());
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
        removals.forEach(removal -> json.add(removal(removal)));
    }

    private static ObjectNode removal(Removal removal) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", removal.kind().jsonName())
                .put("id", removal.id())
                .put("project_id", removal.projectId().orElse(null))
                .put("bytes", removal.bytes())
                .put("reason", removal.reason().jsonName())
                .put("held", removal.held());
    }
}
