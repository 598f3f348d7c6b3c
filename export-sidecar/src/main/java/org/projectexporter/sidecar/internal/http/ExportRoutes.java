package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.sidecar.internal.jobs.ExportJobs;
import org.projectexporter.sidecar.internal.jobs.JobException;
import org.projectexporter.sidecar.internal.jobs.JobView;
import org.projectexporter.sidecar.internal.jobs.Workspace;
import org.projectexporter.spi.NativeNames;

/** Routes that query, pause, resume, verify and remove exports. {@link StartRoute} starts them. */
final class ExportRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ExportRoutes.class);
    private static final String KEEP_UNTIL = "keep_until";
    private static final String EXPORT = "/api/v1/exports/{export_id}";

    /** An operation on an export by its id. */
    private interface Action {
        JobView apply(String id) throws JobException, IOException;
    }

    private final ExportJobs jobs;
    private final Workspace workspace;
    private final SendBuffers buffers;

    ExportRoutes(ExportJobs jobs, Workspace workspace, SendBuffers buffers) {
        this.buffers = buffers;
        this.jobs = jobs;
        this.workspace = workspace;
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, "/api/v1/projects/{project_id}/exports", this::ofProject);
        JsonAnswer.get(
                routes,
                EXPORT,
                context -> JsonAnswer.write(context, 200, ExportJson.of(view(context), Links.of(context))));
        JsonAnswer.get(routes, EXPORT + "/manifest", this::manifest);
        JsonAnswer.get(routes, EXPORT + "/report", this::report);
        routes.delete(EXPORT, this::delete);
        routes.patch(EXPORT, this::keep);
        routes.post(EXPORT + "/pause", context -> act(context, 200, jobs::pause));
        routes.post(EXPORT + "/resume", this::resume);
        routes.post(EXPORT + "/verify", context -> act(context, 202, jobs::verify));
    }

    private void ofProject(Context context) throws IOException {
        String id = context.pathParam("project_id");
        List<JobView> views = jobs.ofProject(id);
        if (views.isEmpty() && workspace.project(id).isEmpty()) {
            throw StartRoute.unknownProject();
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode exports = json.putArray("exports");
        views.forEach(view -> exports.add(ExportJson.of(view, Links.of(context))));
        JsonAnswer.write(context, 200, json);
    }

    private JobView view(Context context) {
        return jobs.find(context.pathParam("export_id")).orElseThrow(ExportRoutes::unknownExport);
    }

    static ProblemException unknownExport() {
        return new ProblemException(404, "unknown_export", "there is no export with this id", null);
    }

    private void delete(Context context) throws JobException, IOException {
        jobs.delete(context.pathParam("export_id"));
        context.status(204);
    }

    private void keep(Context context) throws JobException, IOException {
        Optional<Instant> until = keepUntil(JsonFields.object(context, Set.of(KEEP_UNTIL)));
        try {
            act(context, 200, id -> jobs.keep(id, until));
        } catch (IllegalArgumentException e) {
            throw invalidTime(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Instant> keepUntil(JsonNode body) {
        JsonNode value = body.path(KEEP_UNTIL);
        if (value.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(value.asText()).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeParseException e) {
            throw invalidTime("it must be a time as in RFC 3339, or null");
        }
    }

    private static ProblemException invalidTime(String detail) {
        return new ProblemException(400, "invalid_option", KEEP_UNTIL + ": " + detail, KEEP_UNTIL);
    }

    private static void act(Context context, int status, Action action) throws JobException, IOException {
        JsonAnswer.write(
                context, status, ExportJson.of(action.apply(context.pathParam("export_id")), Links.of(context)));
    }

    private void resume(Context context) throws JobException, IOException {
        Optional<OnUnreadable> onUnreadable = ResumeBody.read(context);
        act(context, 202, id -> jobs.resume(id, onUnreadable));
    }

    private void manifest(Context context) throws IOException {
        FileChannel manifest = open(result(context).manifest());
        send(context.contentType("application/json"), manifest);
    }

    /** It is saved and not shown: it is a document of its own, and none of this server's. */
    private void report(Context context) throws IOException {
        Path report = result(context)
                .report()
                .orElseThrow(() -> new ProblemException(404, "not_found", "the export has no report", null));
        FileChannel page = open(report);
        String name = NativeNames.nameOf(report).toString();
        send(
                context.contentType("text/html; charset=utf-8")
                        .header("Content-Disposition", ContentDisposition.attachment(name)),
                page);
    }

    private JobView.Result result(Context context) {
        return view(context)
                .result()
                .orElseThrow(() -> new ProblemException(
                        409, "not_ready", "the export has no archive yet, and hence no such file", null));
    }

    /** Before the type of the answer is set, which a refusal would inherit in part. */
    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file);
        } catch (NoSuchFileException e) {
            throw new ProblemException(404, "not_found", "the file is gone", null);
        }
    }

    /** A manifest may have many megabytes, and its client may be slow. */
    private void send(Context context, FileChannel file) throws IOException {
        context.header("Cache-Control", "no-store").header("Content-Length", Long.toString(file.size()));
        if (context.req().getMethod().equals("HEAD")) {
            file.close();
        } else {
            BodySending.answer(context, file, buffers, () -> close(file));
        }
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("a file of an export cannot be closed", e);
        }
    }
}
