package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import org.projectexporter.sidecar.internal.access.Caller;
import org.projectexporter.sidecar.internal.access.DownloadUrls;
import org.projectexporter.sidecar.internal.access.Tickets;
import org.projectexporter.sidecar.internal.jobs.ExportJobs;
import org.projectexporter.sidecar.internal.jobs.ImportJobs;
import org.projectexporter.sidecar.internal.jobs.JobView;

/**
 * {@code POST …/download-url} and {@code POST …/events-ticket}: what a backend hands to a browser, which can send no
 * header with a download or a WebSocket.
 */
final class AccessRoutes {
    private static final String EXPORT = "/api/v1/exports/{export_id}";
    private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);
    private static final String VOLUME = "volume";
    private static final String LIFETIME = "expires_in_seconds";

    private final ExportJobs jobs;
    private final ImportJobs imports;
    private final DownloadUrls urls;
    private final Tickets tickets;
    private final Duration longest;
    private final Clock clock;

    /**
     * Routes for exports and imports.
     *
     * @param longest how long a URL may be valid at most
     */
    AccessRoutes(ExportJobs jobs, ImportJobs imports, Access access, Duration longest, Clock clock) {
        this.jobs = jobs;
        this.imports = imports;
        this.urls = access.urls();
        this.tickets = access.tickets();
        this.longest = longest;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.post(EXPORT + "/download-url", this::url);
        routes.post(EXPORT + "/events-ticket", this::ticketOfExport);
        routes.post("/api/v1/imports/{import_id}/events-ticket", this::ticketOfImport);
    }

    private void url(Context context) throws IOException {
        JobView view = view(context);
        JsonFields fields = JsonFields.read(context, Set.of(VOLUME, LIFETIME));
        int volumes = view.result()
                .map(result -> result.volumes().size())
                .orElseThrow(() -> new ProblemException(409, "not_ready", "the export has no archive yet", null));
        OptionalLong number = fields.integer(VOLUME, 1, volumes);
        String volume = number.isPresent() ? Long.toString(number.getAsLong()) : "";
        Instant expiresAt = clock.instant().plus(lifetime(fields)).truncatedTo(ChronoUnit.SECONDS);
        DownloadUrls.Query query = urls.sign(Authentication.of(context.req()), view.id(), volume, expiresAt);
        String path = Links.of(context).ofExport(view.id()) + "/download" + (volume.isEmpty() ? "" : "/" + volume);
        JsonAnswer.write(context, 200, answer("url", path + "?" + query, expiresAt));
    }

    private Duration lifetime(JsonFields fields) {
        Duration usual = longest.compareTo(DEFAULT_LIFETIME) < 0 ? longest : DEFAULT_LIFETIME;
        return Duration.ofSeconds(
                fields.integer(LIFETIME, 1, longest.toSeconds()).orElse(usual.toSeconds()));
    }

    private void ticketOfExport(Context context) throws IOException {
        String id = view(context).id();
        ticket(context, id, Links.of(context).ofExport(id));
    }

    private void ticketOfImport(Context context) throws IOException {
        String id = imports.find(context.pathParam("import_id"))
                .orElseThrow(ImportRoutes::unknownImport)
                .id();
        ticket(context, id, Links.of(context).ofImport(id));
    }

    private void ticket(Context context, String id, String link) throws IOException {
        JsonFields.read(context, Set.of());
        Caller caller = Authentication.of(context.req());
        Instant expiresAt = clock.instant().plus(Tickets.LIFETIME).truncatedTo(ChronoUnit.SECONDS);
        String ticket = tickets.issue(caller, id)
                .orElseThrow(() -> new ProblemException(
                        429,
                        "too_many_tickets",
                        "too many tickets have not been used yet",
                        null,
                        Map.of("Retry-After", Long.toString(Tickets.LIFETIME.toSeconds()))));
        JsonAnswer.write(context, 200, answer("url", link + "/events?ticket=" + ticket, expiresAt));
    }

    private static ObjectNode answer(String name, String value, Instant expiresAt) {
        return JsonNodeFactory.instance.objectNode().put(name, value).put("expires_at", expiresAt.toString());
    }

    private JobView view(Context context) {
        return jobs.find(context.pathParam("export_id")).orElseThrow(ExportRoutes::unknownExport);
    }
}
