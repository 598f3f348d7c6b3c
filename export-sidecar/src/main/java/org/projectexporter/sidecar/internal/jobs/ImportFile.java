package org.projectexporter.sidecar.internal.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.projectexporter.ImportNote;
import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.sidecar.internal.files.SealedJson;

/** The bytes of {@code import.json}. */
final class ImportFile {
    /** Grows whenever an older version of this program would misread what is written. */
    static final int VERSION = 1;

    private static final SealedJson FILE = new SealedJson("project-export import", VERSION);

    private ImportFile() {}

    static byte[] encode(ImportRecord kept) {
        ImportView view = kept.view();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", view.id());
        write(view.order(), json.putObject("order"));
        json.put("state", view.state().name());
        json.put("created_at", view.createdAt().toString());
        json.put("started_at", view.startedAt().map(Instant::toString).orElse(null));
        json.put("finished_at", view.finishedAt().map(Instant::toString).orElse(null));
        json.put("expires_at", view.expiresAt().map(Instant::toString).orElse(null));
        json.put("project_id", view.projectId().orElse(null));
        json.put("idempotency_key", kept.idempotencyKey().orElse(null));
        json.put("last_event", kept.lastEvent());
        json.put("target", kept.target().orElse(null));
        view.result().ifPresent(result -> write(result, json.putObject("result")));
        view.error()
                .ifPresent(error ->
                        json.putObject("error").put("code", error.code()).put("message", error.message()));
        return FILE.encode(json);
    }

    private static void write(ImportOrder order, ObjectNode json) {
        ImportSource source = order.source();
        json.put("name", order.name());
        json.put("on_conflict", order.onConflict().name());
        json.put("preview", order.preview());
        json.put("relink", order.relink());
        json.put("export_id", source.exportId().orElse(null));
        json.put("file", source.file().map(Path::toString).orElse(null));
        ArrayNode uploads = json.putArray("uploads");
        source.uploads().forEach(uploads::add);
        json.put("owned", source.owned());
        json.put("suffix", source.suffix());
    }

    private static void write(ImportView.Result result, ObjectNode json) {
        json.put("format", result.format());
        json.put("files", result.files());
        json.put("bytes", result.bytes());
        result.commits().ifPresent(commits -> json.put("commits", commits));
        json.put("lfs_objects", result.lfsObjects());
        json.put("name_taken", result.nameTaken());
        ArrayNode notes = json.putArray("notes");
        for (ImportView.Note note : result.notes()) {
            notes.addObject()
                    .put("kind", note.kind().name())
                    .put("path", note.path())
                    .put("what", note.what());
        }
        json.set("relinked", RelinkedJson.of(result.relinked()));
    }

    /**
     * Parses it.
     *
     * @throws IOException if it is damaged, or of another version
     */
    static ImportRecord decode(byte[] content) throws IOException {
        JsonNode json = FILE.decode(content);
        try {
            return read(json);
        } catch (RuntimeException e) {
            throw new IOException("a field is missing or invalid: " + e, e);
        }
    }

    private static ImportRecord read(JsonNode json) {
        ImportViewBuilder view = new ImportViewBuilder(
                        json.required("id").textValue(),
                        order(json.required("order")),
                        Instant.parse(json.required("created_at").textValue()))
                .state(ImportState.valueOf(json.required("state").textValue()))
                .startedAt(moment(json.path("started_at")))
                .finishedAt(moment(json.path("finished_at")))
                .expiresAt(moment(json.path("expires_at")))
                .projectId(json.path("project_id").textValue());
        if (json.has("result")) {
            view.result(result(json.path("result")));
        }
        if (json.has("error")) {
            JsonNode error = json.path("error");
            view.error(new ImportView.Failure(
                    error.required("code").textValue(),
                    error.required("message").textValue()));
        }
        ImportView built = view.build();
        return new ImportRecord(
                view.progress(Progresses.ofImport(built)).build(),
                Optional.ofNullable(json.required("idempotency_key").textValue()),
                json.required("last_event").longValue(),
                Optional.ofNullable(json.path("target").textValue()));
    }

    private static ImportOrder order(JsonNode json) {
        List<String> uploads = new ArrayList<>();
        json.required("uploads").forEach(id -> uploads.add(id.textValue()));
        ImportSource source = new ImportSource(
                Optional.ofNullable(json.path("export_id").textValue()),
                uploads,
                Optional.ofNullable(json.path("file").textValue()).map(Path::of),
                json.required("owned").booleanValue(),
                json.required("suffix").textValue());
        return new ImportOrder(
                source,
                json.required("name").textValue(),
                OnConflict.valueOf(json.required("on_conflict").textValue()),
                json.required("preview").booleanValue(),
                json.path("relink").booleanValue());
    }

    private static ImportView.Result result(JsonNode json) {
        List<ImportView.Note> notes = new ArrayList<>();
        for (JsonNode note : json.required("notes")) {
            notes.add(new ImportView.Note(
                    ImportNote.Kind.valueOf(note.required("kind").textValue()),
                    note.required("path").textValue(),
                    note.required("what").textValue()));
        }
        return new ImportView.Result(
                json.required("format").textValue(),
                json.required("files").longValue(),
                json.required("bytes").longValue(),
                json.has("commits") ? OptionalLong.of(json.path("commits").longValue()) : OptionalLong.empty(),
                json.required("lfs_objects").longValue(),
                json.required("name_taken").booleanValue(),
                notes,
                RelinkedJson.read(json.path("relinked")));
    }

    private static @Nullable Instant moment(JsonNode json) {
        return json.isTextual() ? Instant.parse(json.textValue()) : null;
    }
}
