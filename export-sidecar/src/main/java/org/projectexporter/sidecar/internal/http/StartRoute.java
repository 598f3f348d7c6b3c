package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.projectexporter.ExportOptions;
import org.projectexporter.InvalidOptionException;
import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.internal.access.Caller;
import org.projectexporter.sidecar.internal.jobs.ExportJobs;
import org.projectexporter.sidecar.internal.jobs.JobException;
import org.projectexporter.sidecar.internal.jobs.JobView;
import org.projectexporter.sidecar.internal.jobs.Priority;
import org.projectexporter.sidecar.internal.jobs.Workspace;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.compress.DeflateEngine;

/** {@code POST /api/v1/projects/{project_id}/export}: starts an export. */
final class StartRoute {
    private static final String KEY = "Idempotency-Key";
    private static final String PRIORITY = "priority";
    private static final Pattern KEYS = Pattern.compile("[!-~]{1,200}");

    private final ExportJobs jobs;
    private final Workspace workspace;
    private final ProjectExporter exporter;

    StartRoute(ExportJobs jobs, Workspace workspace, ProjectExporter exporter) {
        this.jobs = jobs;
        this.workspace = workspace;
        this.exporter = exporter;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/api/v1/projects/{project_id}/export", this::start);
    }

    private void start(Context context) throws IOException, JobException {
        String projectId = context.pathParam("project_id");
        if (workspace.project(projectId).isEmpty()) {
            throw unknownProject();
        }
        Optional<String> key = idempotencyKey(context);
        Priority priority = priority(context.queryParam(PRIORITY));
        JobView view = start(projectId, options(JsonBody.read(context)), priority, key);
        context.header("Location", Links.ofExport(view.id()));
        JsonAnswer.write(context, 202, ExportJson.of(view));
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

    private static Optional<String> idempotencyKey(Context context) {
        String key = context.header(KEY);
        if (key != null && !KEYS.matcher(key).matches()) {
            throw new ProblemException(400, "invalid_request", KEY + " must be 1 to 200 visible ASCII characters", KEY);
        }
        return Optional.ofNullable(key).map(given -> ofCaller(given, Authentication.of(context.req())));
    }

    /** Keys of different tokens are different, or one could learn from a key what others have exported. */
    private static String ofCaller(String key, Caller caller) {
        return caller.equals(Caller.SERVER) ? key : caller.name() + " " + key;
    }

    private static Priority priority(@Nullable String name) {
        if (name == null) {
            return Priority.NORMAL;
        }
        return Priority.ofName(name)
                .orElseThrow(() -> new ProblemException(
                        400, "invalid_request", PRIORITY + " must be high, normal or low", PRIORITY));
    }

    private ExportOptions options(String body) {
        if (body.isBlank()) {
            return ExportOptions.defaults();
        }
        try {
            ExportOptions options = ExportOptions.fromJson(body);
            requireFormat(options.format());
            requireDeflateEngine(options.deflate());
            return options;
        } catch (InvalidOptionException e) {
            throw new ProblemException(400, "invalid_option", String.valueOf(e.getMessage()), e.option());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "invalid_request", String.valueOf(e.getMessage()), null);
        }
    }

    private void requireFormat(String name) {
        List<String> known =
                exporter.formats().stream().map(ArchiveFormat::name).toList();
        if (!known.contains(name)) {
            throw new InvalidOptionException(
                    "format", "unknown format \"" + name + "\"; known formats: " + String.join(", ", known));
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
