package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Locale;

import org.projectexporter.sidecar.internal.jobs.ImportOrder;
import org.projectexporter.sidecar.internal.jobs.ImportView;
import org.projectexporter.sidecar.internal.jobs.RelinkedJson;

/** An import as JSON: the schema {@code ImportJob} of {@code openapi.yaml}. */
final class ImportJson {
    private ImportJson() {}

    static ObjectNode of(ImportView view, Links all) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ImportOrder order = view.order();
        json.put("import_id", view.id());
        json.put("name", order.name());
        json.put("on_conflict", order.onConflict().name().toLowerCase(Locale.ROOT));
        json.put("preview", order.preview());
        json.put("relink", order.relink());
        putSource(json.putObject("source"), order);
        json.put("state", view.state().jsonName());
        json.put("created_at", ExportJson.time(view.createdAt()));
        json.put("started_at", ExportJson.time(view.startedAt()));
        json.put("finished_at", ExportJson.time(view.finishedAt()));
        json.put("expires_at", ExportJson.time(view.expiresAt()));
        ExportJson.putProgress(json.putObject("progress"), view.progress());
        json.put("project_id", view.projectId().orElse(null));
        json.set("result", view.result().map(ImportJson::result).orElse(null));
        json.set("error", view.error().map(ImportJson::error).orElse(null));
        ObjectNode links = json.putObject("links");
        links.put("self", all.ofImport(view.id()));
        links.put("events", all.ofImport(view.id()) + "/events");
        if (!view.state().isFinal()) {
            links.put("cancel", all.ofImport(view.id()));
        }
        return json;
    }

    private static void putSource(ObjectNode json, ImportOrder order) {
        json.put("kind", order.source().kind());
        order.source().exportId().ifPresent(id -> json.put("export_id", id));
        if (!order.source().owned() && !order.source().uploads().isEmpty()) {
            ArrayNode ids = json.putArray("upload_ids");
            order.source().uploads().forEach(ids::add);
        }
    }

    static ObjectNode result(ImportView.Result result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", result.format());
        json.put("files", result.files());
        json.put("bytes", result.bytes());
        ExportJson.putCommits(json, result.commits());
        json.put("lfs_objects", result.lfsObjects());
        json.put("name_taken", result.nameTaken());
        ArrayNode notes = json.putArray("notes");
        ArrayNode changes = json.putArray("changes");
        for (ImportView.Note note : result.notes()) {
            notes.add(note.path() + ": " + note.what());
            changes.addObject()
                    .put("kind", note.kind().name().toLowerCase(Locale.ROOT))
                    .put("path", note.path())
                    .put("what", note.what());
        }
        json.set("relinked", RelinkedJson.of(result.relinked()));
        return json;
    }

    /** Why it has ended without a project. A cancelled one has not failed, but clients that wait must be notified. */
    static ObjectNode errorAtEnd(ImportView view) {
        return error(view.error().orElseGet(() -> new ImportView.Failure("cancelled", "the import was cancelled")));
    }

    private static ObjectNode error(ImportView.Failure error) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", error.code());
        json.put("message", error.message());
        return json;
    }
}
