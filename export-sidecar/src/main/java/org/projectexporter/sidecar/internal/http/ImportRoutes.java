package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.internal.access.Caller;
import org.projectexporter.sidecar.internal.jobs.ImportJobs;
import org.projectexporter.sidecar.internal.jobs.ImportOrder;
import org.projectexporter.sidecar.internal.jobs.ImportView;
import org.projectexporter.sidecar.internal.jobs.JobException;
import org.projectexporter.sidecar.internal.jobs.JobView;
import org.projectexporter.sidecar.internal.jobs.Workspace;

/** {@code POST /api/v1/projects/import} and {@code /api/v1/imports}: archives that become projects. */
final class ImportRoutes {
    private static final String START = "/api/v1/projects/import";
    private static final String IMPORT = "/api/v1/imports/{import_id}";

    private final ImportJobs imports;
    private final Workspace workspace;
    private final ImportBody body;
    private final Function<String, Optional<JobView>> exports;
    private final Duration idle;

    /**
     * Routes for imports.
     *
     * @param exports finds an export by its id
     * @param idle how long a connection may be idle
     */
    ImportRoutes(
            ImportJobs imports,
            Workspace workspace,
            ProjectExporter exporter,
            Function<String, Optional<JobView>> exports,
            Duration idle) {
        this.exports = exports;
        this.imports = imports;
        this.workspace = workspace;
        this.body = new ImportBody(workspace, exporter);
        this.idle = idle;
    }

    /** Whether the body of a request is an archive. */
    static boolean isUpload(Request request) {
        return START.equals(request.getHttpURI().getPath())
                && !JsonBody.isJson(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    }

    void addTo(RoutesConfig routes) {
        routes.post(START, this::start);
        JsonAnswer.get(routes, "/api/v1/imports", this::list);
        JsonAnswer.get(routes, IMPORT, this::find);
        routes.delete(IMPORT, this::delete);
    }

    private void start(Context context) throws JobException, IOException {
        if (!workspace.acceptsImports()) {
            throw new ProblemException(
                    409, "no_workspace", "this server has no workspace in which to create a project", null);
        }
        ImportView view = JsonBody.isJson(context.contentType()) ? ofJson(context) : ofBody(context);
        context.header("Location", Links.ofImport(view.id()));
        JsonAnswer.write(context, 202, ImportJson.of(view));
    }

    private ImportView ofJson(Context context) throws JobException, IOException {
        ImportOrder order = body.ofJson(context);
        ImportAccess.requireTarget(context, order);
        ImportAccess.requireSource(context, order.source(), exports);
        requireFree(order);
        return imports.start(order);
    }

    private ImportView ofBody(Context context) throws JobException, IOException {
        MediaTypes.requireArchive(context.contentType());
        MediaTypes.requireNoCoding(context);
        ImportOrder order = body.ofQuery(context);
        ImportAccess.requireTarget(context, order);
        requireFree(order);
        UploadBody archive = new UploadBody(context.req().getInputStream(), idle);
        return imports.receive(archive, context.req().getContentLengthLong(), order);
    }

    private void list(Context context) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode all = json.putArray("imports");
        Caller caller = Authentication.of(context.req());
        imports.all().stream()
                .filter(view -> ImportAccess.sees(caller, view))
                .forEach(view -> all.add(ImportJson.of(view)));
        JsonAnswer.write(context, 200, json);
    }

    private void find(Context context) {
        ImportView view = imports.find(context.pathParam("import_id")).orElseThrow(ImportRoutes::unknownImport);
        JsonAnswer.write(context, 200, ImportJson.of(view));
    }

    static ProblemException unknownImport() {
        return new ProblemException(404, "unknown_import", "there is no import with this id", null);
    }

    private void delete(Context context) throws JobException, IOException {
        imports.delete(context.pathParam("import_id"));
        context.status(204);
    }

    /** Checked before a long body is received for nothing. A preview reports it instead. */
    private void requireFree(ImportOrder order) throws IOException {
        boolean exists = workspace.isTaken(order.name()); // reports a workspace that is gone, in any case
        if (exists && !order.preview() && order.onConflict() == OnConflict.FAIL) {
            throw new ProblemException(
                    409,
                    "conflict",
                    "there is already a project of this name; use another, or on_conflict=rename",
                    "name");
        }
    }
}
