package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.internal.jobs.ImportOrder;
import org.projectexporter.sidecar.internal.jobs.ImportSource;
import org.projectexporter.sidecar.internal.jobs.Workspace;

/** What a request to import asks for: in its body, or, if that is the archive, in its query. */
final class ImportBody {
    private static final Set<String> FIELDS =
            Set.of("export_id", "upload_ids", "archive_path", "name", "on_conflict", "preview", "relink", "format");
    private static final List<String> SOURCES = List.of("export_id", "upload_ids", "archive_path");
    private static final int MOST_VOLUMES = 999;

    private final Workspace workspace;
    private final ProjectExporter exporter;

    ImportBody(Workspace workspace, ProjectExporter exporter) {
        this.workspace = workspace;
        this.exporter = exporter;
    }

    /** Of a body that is JSON. */
    ImportOrder ofJson(Context context) throws IOException {
        JsonNode body = JsonFields.object(context, FIELDS);
        String name = name(body.path("name").textValue());
        OnConflict onConflict =
                onConflict(body.has("on_conflict") ? body.path("on_conflict").asText() : null);
        boolean preview = isTrue("preview", body);
        return new ImportOrder(source(body), name, onConflict, preview, isTrue("relink", body));
    }

    private static boolean isTrue(String field, JsonNode body) {
        if (body.has(field) && !body.path(field).isBoolean()) {
            throw invalid(field, field + " must be true or false");
        }
        return body.path(field).asBoolean();
    }

    private static boolean isTrue(String parameter, Context context) {
        String value = Optional.ofNullable(context.queryParam(parameter)).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw invalid(parameter, parameter + " must be true or false");
        }
        return value.equals("true");
    }

    private ImportSource source(JsonNode body) {
        List<String> given = SOURCES.stream().filter(body::hasNonNull).toList();
        if (given.size() != 1) {
            throw invalid(
                    given.isEmpty() ? "export_id" : given.get(1),
                    "exactly one of " + String.join(", ", SOURCES) + " must say where the archive is");
        }
        String suffix = suffix(body.path("format").textValue());
        JsonNode value = body.path(given.get(0));
        return switch (given.get(0)) {
            case "export_id" -> ImportSource.ofExport(text("export_id", value));
            case "upload_ids" -> ImportSource.ofUploads(texts("upload_ids", value), suffix);
            default -> ImportSource.ofFile(path("archive_path", text("archive_path", value)));
        };
    }

    private static List<String> texts(String field, JsonNode value) {
        if (!value.isArray() || value.isEmpty() || value.size() > MOST_VOLUMES) {
            throw invalid(field, field + " must be a list of 1 to " + MOST_VOLUMES + " ids, one for each volume");
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(text(field, item)));
        if (Set.copyOf(texts).size() != texts.size()) {
            throw invalid(field, field + " must not repeat an id");
        }
        return texts;
    }

    static String text(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw invalid(field, field + " must be text");
        }
        return value.textValue();
    }

    /** An absolute path on the server's machine. */
    static Path path(String field, String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            // reported below
        }
        throw invalid(field, field + " must be an absolute path on the server's machine");
    }

    /** Of a request whose body is the archive. */
    ImportOrder ofQuery(Context context) {
        boolean preview = isTrue("preview", context);
        return new ImportOrder(
                ImportSource.ofBody(suffix(context.queryParam("format"))),
                name(context.queryParam("name")),
                onConflict(context.queryParam("on_conflict")),
                preview,
                isTrue("relink", context));
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

    private static ProblemException invalid(String field, String detail) {
        return new ProblemException(400, "invalid_option", detail, field);
    }
}
