package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.internal.jobs.ImportJobs;
import org.projectexporter.sidecar.internal.jobs.ImportView;
import org.projectexporter.sidecar.internal.jobs.JobException;
import org.projectexporter.sidecar.internal.jobs.JobView;
import org.projectexporter.sidecar.internal.jobs.Workspace;

/** {@code POST /api/v1/projects/import} and {@code GET /api/v1/imports/{import_id}}: archives that become projects. */
final class ImportRoutes {
    private static final Set<String> FIELDS = Set.of("export_id", "name", "on_conflict");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String IMPORT = "/api/v1/projects/import";

    private final ImportJobs imports;
    private final Workspace workspace;
    private final ProjectExporter exporter;
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
        this.exporter = exporter;
        this.idle = idle;
    }

    /** Whether the body of a request is an archive. */
    static boolean isUpload(Request request) {
        return IMPORT.equals(request.getHttpURI().getPath())
                && !JsonBody.isJson(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    }

    void addTo(RoutesConfig routes) {
        routes.post(IMPORT, this::start);
        JsonAnswer.get(routes, "/api/v1/imports/{import_id}", this::find);
    }

    private void start(Context context) throws JobException, IOException {
        if (!workspace.acceptsImports()) {
            throw new ProblemException(
                    409, "no_workspace", "this server has no workspace in which to create a project", null);
        }
        ImportView view = JsonBody.isJson(context.contentType()) ? ofExport(context) : ofBody(context);
        context.header("Location", location(view.id()));
        JsonAnswer.write(context, 202, json(view));
    }

    private void find(Context context) {
        ImportView view = imports.find(context.pathParam("import_id")).orElseThrow(ImportRoutes::unknownImport);
        JsonAnswer.write(context, 200, json(view));
    }

    static ProblemException unknownImport() {
        return new ProblemException(404, "unknown_import", "there is no import with this id", null);
    }

    private ImportView ofExport(Context context) throws JobException, IOException {
        JsonNode body = body(context);
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String field = names.next();
            if (!FIELDS.contains(field)) {
                throw invalid(field, "unknown field \"" + field + "\"");
            }
        }
        String name = name(body.path("name").textValue());
        OnConflict onConflict =
                onConflict(body.has("on_conflict") ? body.path("on_conflict").asText() : null);
        String exportId = body.path("export_id").textValue();
        if (exportId == null) {
            throw invalid("export_id", "the id of the export whose archive is to be imported is missing");
        }
        ImportAccess.requireTarget(context, name, onConflict);
        ImportAccess.requireSource(context, exports.apply(exportId));
        requireFree(name, onConflict);
        return imports.importExport(exportId, name, onConflict);
    }

    private static JsonNode body(Context context) throws IOException {
        try {
            JsonNode body = JSON.readTree(JsonBody.read(context));
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // reported below, without the parser's text
        }
        throw new ProblemException(400, "invalid_request", "the body must be a JSON object", null);
    }

    private ImportView ofBody(Context context) throws JobException, IOException {
        MediaTypes.requireNoForm(context.contentType());
        MediaTypes.requireNoCoding(context);
        String name = name(context.queryParam("name"));
        OnConflict onConflict = onConflict(context.queryParam("on_conflict"));
        String suffix = suffix(context.queryParam("format"));
        ImportAccess.requireTarget(context, name, onConflict);
        requireFree(name, onConflict);
        UploadBody body = new UploadBody(context.req().getInputStream(), idle);
        return imports.importUpload(body, context.req().getContentLengthLong(), suffix, name, onConflict);
    }

    private String suffix(@Nullable String format) {
        if (format == null) {
            return "";
        }
        return exporter.formats().stream()
                .filter(known -> known.name().equals(format))
                .map(known -> known.suffixes().get(0))
                .findFirst()
                .orElseThrow(() -> invalid("format", "there is no such format; see /api/v1/formats"));
    }

    private String name(@Nullable String name) {
        try {
            workspace.placeFor(name == null ? "" : name);
            return String.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw invalid("name", String.valueOf(e.getMessage()));
        }
    }

    private static OnConflict onConflict(@Nullable String value) {
        if (value == null) {
            return OnConflict.FAIL;
        }
        for (OnConflict known : OnConflict.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(value)) {
                return known;
            }
        }
        throw invalid("on_conflict", "on_conflict must be fail or rename");
    }

    /** Checked before a long body is received for nothing. */
    private void requireFree(String name, OnConflict onConflict) throws IOException {
        boolean exists = workspace.find(name).isPresent();
        if (exists && onConflict == OnConflict.FAIL) {
            throw new ProblemException(
                    409,
                    "conflict",
                    "there is already a project of this name; use another, or on_conflict=rename",
                    "name");
        }
    }

    private static ProblemException invalid(String field, String detail) {
        return new ProblemException(400, "invalid_option", detail, field);
    }

    private static String location(String id) {
        return "/api/v1/imports/" + id;
    }

    private static ObjectNode json(ImportView view) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("import_id", view.id());
        json.put("state", view.state());
        json.put("project_id", view.projectId().orElse(null));
        json.set("result", view.result().map(ImportRoutes::result).orElse(null));
        json.set("error", view.error().map(ImportRoutes::error).orElse(null));
        return json;
    }

    private static ObjectNode result(ImportView.Result result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("files", result.files());
        json.put("bytes", result.bytes());
        if (result.commits().isPresent()) {
            json.put("commits", result.commits().getAsLong());
        } else {
            json.putNull("commits");
        }
        json.put("lfs_objects", result.lfsObjects());
        ArrayNode notes = json.putArray("notes");
        result.notes().forEach(notes::add);
        return json;
    }

    private static ObjectNode error(ImportView.Failure error) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", error.code());
        json.put("message", error.message());
        return json;
    }
}
