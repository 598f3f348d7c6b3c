package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.projectexporter.ExportOptions;
import org.projectexporter.InvalidOptionException;
import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.TokenScope;
import org.projectexporter.sidecar.internal.jobs.ExportJobs;
import org.projectexporter.sidecar.internal.jobs.JobException;
import org.projectexporter.sidecar.internal.jobs.JobView;
import org.projectexporter.sidecar.internal.jobs.Priority;
import org.projectexporter.sidecar.internal.jobs.Workspace;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.compress.DeflateEngine;

/** {@code POST /api/v1/projects/{project_id}/export}: starts an export, or estimates it. */
final class StartRoute {
    private static final Logger LOG = LoggerFactory.getLogger(StartRoute.class);
    private static final String PRIORITY = "priority";

    private final ExportJobs jobs;
    private final Workspace workspace;
    private final ProjectExporter exporter;
    private final EstimateRoute estimates;

    StartRoute(ExportJobs jobs, Workspace workspace, ProjectExporter exporter, EstimateRoute estimates) {
        this.estimates = estimates;
        this.jobs = jobs;
        this.workspace = workspace;
        this.exporter = exporter;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/api/v1/projects/{project_id}/export", this::start);
        routes.post("/api/v1/projects/{project_id}/estimate", this::estimate);
    }

    private void start(Context context) throws IOException, JobException {
        if (EstimateRoute.isAskedBy(context)) {
            estimate(context);
            return;
        }
        String projectId = project(context);
        Optional<String> key = IdempotencyKey.of(context);
        Priority priority = priority(context);
        JobView view = start(projectId, options(JsonBody.read(context)), priority, key);
        LOG.atInfo()
                .addKeyValue("event", "export_queued")
                .addKeyValue("export_id", view.id())
                .addKeyValue("project_id", projectId)
                .log("export {} of {} is queued", view.id(), projectId);
        context.header("Location", Links.of(context).ofExport(view.id()));
        JsonAnswer.write(context, 202, ExportJson.of(view, Links.of(context)));
    }

    private void estimate(Context context) throws IOException, JobException {
        String projectId = project(context);
        estimates.answer(context, projectId, options(JsonBody.read(context)));
    }

    private String project(Context context) throws IOException {
        String projectId = context.pathParam("project_id");
        if (workspace.project(projectId).isEmpty()) {
            throw unknownProject();
        }
        return projectId;
    }

    private JobView start(String projectId, ExportOptions options, Priority priority, Optional<String> key)
            throws JobException, IOException {
        try {
            return jobs.start(projectId, options, priority, key);
        } catch (JobException e) {
            if (e.reason() == JobException.Reason.UNKNOWN) {
                throw unknownProject();
            }
            throw e;
        }
    }

    static ProblemException unknownProject() {
        return new ProblemException(404, "unknown_project", "there is no project with this id", null);
    }

    /** Exports of others wait for one with a high priority, so it is the operator who decides about that. */
    private static Priority priority(Context context) {
        String name = context.queryParam(PRIORITY);
        if (name == null) {
            return Priority.NORMAL;
        }
        Priority priority = Priority.ofName(name)
                .orElseThrow(() -> new ProblemException(
                        400, "invalid_request", PRIORITY + " must be high, normal or low", PRIORITY));
        if (priority == Priority.HIGH) {
            RouteGuard.requireScope(Authentication.of(context.req()), TokenScope.ADMIN);
        }
        return priority;
    }

    private ExportOptions options(String body) {
        if (body.isBlank()) {
            return ExportOptions.defaults();
        }
        try {
            ExportOptions options = ExportOptions.fromJson(body);
            requireFormat(options);
            requireDeflateEngine(options.deflate());
            return options;
        } catch (InvalidOptionException e) {
            throw new ProblemException(400, "invalid_option", String.valueOf(e.getMessage()), e.option());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "invalid_request", String.valueOf(e.getMessage()), null);
        }
    }

    private void requireFormat(ExportOptions options) {
        List<ArchiveFormat> formats = exporter.formats();
        ArchiveFormat format = formats.stream()
                .filter(known -> known.name().equals(options.format()))
                .findFirst()
                .orElseThrow(() -> new InvalidOptionException(
                        "format",
                        "unknown format \"" + options.format() + "\"; known formats: "
                                + formats.stream().map(ArchiveFormat::name).collect(Collectors.joining(", "))));
        if (format.needsSeek() && options.splitSizeMb().isPresent()) {
            throw new InvalidOptionException(
                    "split_size_mb", "split_size_mb: the format " + format.name() + " cannot be split into volumes");
        }
    }

    private void requireDeflateEngine(String name) {
        List<String> known =
                exporter.deflateEngines().stream().map(DeflateEngine::name).toList();
        if (!known.contains(name)) {
            throw new InvalidOptionException(
                    "deflate", "deflate: unknown engine \"" + name + "\"; known engines: " + String.join(", ", known));
        }
    }
}
