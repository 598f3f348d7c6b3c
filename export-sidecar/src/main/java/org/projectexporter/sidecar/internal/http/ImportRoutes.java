package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.internal.jobs.ArrivingArchive;
import org.projectexporter.sidecar.internal.jobs.ImportJobs;
import org.projectexporter.sidecar.internal.jobs.ImportOrder;
import org.projectexporter.sidecar.internal.jobs.ImportView;
import org.projectexporter.sidecar.internal.jobs.JobException;
import org.projectexporter.sidecar.internal.jobs.JobView;
import org.projectexporter.sidecar.internal.jobs.UploadOwner;
import org.projectexporter.sidecar.internal.jobs.Workspace;

/**
 * {@code POST /api/v1/projects/import}, which names an archive, {@code POST /api/v1/projects/import/archive}, whose
 * body is one, and {@code /api/v1/imports/ID}: archives that become projects.
 */
final class ImportRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRoutes.class);
    private static final String START = "/api/v1/projects/import";
    private static final String RECEIVE = START + "/archive";
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

    /** Whether the body of a request is an archive, at the wrong path too, where it is refused unread. */
    static boolean isUpload(Request request) {
        String path = request.getHttpURI().getPath();
        return RECEIVE.equals(path)
                || (START.equals(path) && !JsonBody.isJson(request.getHeaders().get(HttpHeader.CONTENT_TYPE)));
    }

    void addTo(RoutesConfig routes) {
        routes.post(START, context -> start(context, this::ofJson));
        routes.post(RECEIVE, context -> start(context, this::ofBody));
        JsonAnswer.get(routes, IMPORT, this::find);
        routes.delete(IMPORT, this::delete);
    }

    /** Starts the import that a request asks for. */
    private interface Starter {
        ImportView start(Context context) throws JobException, IOException;
    }

    private void start(Context context, Starter starter) throws JobException, IOException {
        if (!workspace.acceptsImports()) {
            throw new ProblemException(
                    409, "no_workspace", "this server has no workspace in which to create a project", null);
        }
        ImportView view = starter.start(context);
        LOG.atInfo()
                .addKeyValue("event", "import_queued")
                .addKeyValue("import_id", view.id())
                .log("import {} is queued", view.id());
        context.header("Location", Links.of(context).ofImport(view.id()));
        JsonAnswer.write(context, 202, ImportJson.of(view, Links.of(context)));
    }

    private ImportView ofJson(Context context) throws JobException, IOException {
        if (!JsonBody.isJson(context.contentType())) {
            throw MediaTypes.unsupported(
                    "the body must be application/json that names an archive; send the archive itself to " + RECEIVE);
        }
        ImportOrder order = body.ofJson(context);
        Optional<String> key = IdempotencyKey.of(context);
        ImportAccess.requireTarget(context, order);
        Optional<ImportView> earlier = imports.earlier(key, order);
        if (earlier.isPresent()) {
            return earlier.get(); // its project, and no longer its uploads, may exist by now
        }
        ImportAccess.requireSource(context, order.source(), exports, imports.uploads()::find);
        requireFree(order);
        return imports.start(order, key);
    }

    private ImportView ofBody(Context context) throws JobException, IOException {
        MediaTypes.requireArchive(context.contentType());
        MediaTypes.requireNoCoding(context);
        ImportOrder order = body.ofQuery(context);
        Optional<String> key = IdempotencyKey.of(context);
        ImportAccess.requireTarget(context, order);
        Optional<ImportView> earlier = imports.earlier(key, order);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        requireFree(order);
        UploadOwner owner = ImportAccess.ownerOf(Authentication.of(context.req()));
        UploadBody archive = new UploadBody(context.req().getInputStream(), idle);
        long length = context.req().getContentLengthLong();
        return imports.receive(new ArrivingArchive(owner, archive, length), order, key);
    }

    private void find(Context context) {
        ImportView view = imports.find(context.pathParam("import_id")).orElseThrow(ImportRoutes::unknownImport);
        JsonAnswer.write(context, 200, ImportJson.of(view, Links.of(context)));
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
