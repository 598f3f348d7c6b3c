package org.projectexporter.sidecar.internal.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.projectexporter.ExportOptions;
import org.projectexporter.sidecar.internal.jobs.JobView.Failure;
import org.projectexporter.sidecar.internal.jobs.JobView.Progress;
import org.projectexporter.sidecar.internal.jobs.JobView.Result;
import org.projectexporter.sidecar.internal.jobs.JobView.Verification;
import org.projectexporter.sidecar.internal.jobs.JobView.Volume;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** A job as stored JSON. Files are stored by name, so that a data folder can be moved. */
final class JobJson {
    private JobJson() {}

    static ObjectNode write(JobRecord job, ObjectNode json) {
        JobView view = job.view();
        json.put("id", view.id());
        json.put("project", view.projectId());
        json.put("name", view.project().name());
        json.put("folder_mark", view.project().folderMark());
        json.put("state", view.state().jsonName());
        json.put("options", view.options().toJson());
        if (view.priority() != Priority.NORMAL) {
            json.put("priority", view.priority().jsonName());
        }
        json.put("created_at", view.createdAt().toString());
        json.put("started_at", view.startedAt().map(Instant::toString).orElse(null));
        json.put("finished_at", view.finishedAt().map(Instant::toString).orElse(null));
        view.keepUntil().ifPresent(until -> json.put("keep_until", until.toString()));
        json.put("idempotency_key", job.idempotencyKey().orElse(null));
        json.put("last_event", job.lastEvent());
        json.put("reserved_events", job.reservedEvents());
        write(view.progress(), json.putObject("progress"));
        view.result().ifPresent(result -> write(result, json.putObject("result")));
        view.failure().ifPresent(failure -> json.putObject("failure")
                .put("code", failure.code())
                .put("message", failure.message())
                .put("resumable", failure.resumable()));
        view.verification()
                .ifPresent(found -> texts(
                        found.problems(),
                        json.putObject("verification")
                                .put("at", found.at().toString())
                                .putArray("problems")));
        return json;
    }

    private static void write(Progress progress, ObjectNode json) {
        json.put("phase", progress.phase());
        json.put("fraction", progress.fraction());
        json.put("files_done", progress.filesDone());
        json.put("files_total", progress.filesTotal());
        json.put("bytes_done", progress.bytesDone());
        json.put("bytes_total", progress.bytesTotal());
        json.put("message", progress.message());
    }

    private static void write(Result result, ObjectNode json) {
        ArrayNode volumes = json.putArray("volumes");
        for (Volume volume : result.volumes()) {
            volumes.addObject()
                    .put("name", volume.name())
                    .put("bytes", volume.bytes())
                    .put("sha256", volume.sha256());
        }
        json.put("manifest", NativeNames.nameOf(result.manifest()).toString());
        result.report()
                .ifPresent(
                        report -> json.put("report", NativeNames.nameOf(report).toString()));
        json.put("archive_bytes", result.archiveBytes());
        json.put("files", result.files());
        json.put("bytes", result.bytes());
        result.commits().ifPresent(commits -> json.put("commits", commits));
        json.put("left_out_files", result.leftOutFiles());
        if (result.lfsMediaOnceSaves() > 0) {
            json.put("lfs_media_once_saves", result.lfsMediaOnceSaves());
        }
        if (!result.classes().isEmpty()) {
            ClassesJson.put(result.classes(), json);
        }
        texts(result.warnings(), json.putArray("warnings"));
        texts(result.notes(), json.putArray("notes"));
        json.put("incomplete", result.incomplete());
    }

    private static void texts(List<String> texts, ArrayNode json) {
        texts.forEach(json::add);
    }

    /** Parses it; throws an unchecked exception if a field is missing or has another type. */
    static JobRecord read(JsonNode json, Path archiveFolder) {
        JobView view = new JobViewBuilder(
                        json.required("id").textValue(),
                        project(json),
                        ExportOptions.fromJson(json.required("options").textValue()),
                        Instant.parse(json.required("created_at").textValue()))
                .state(JobState.valueOf(json.required("state").textValue().toUpperCase(Locale.ROOT)))
                .priority(Priority.ofName(json.path("priority").asText()).orElse(Priority.NORMAL))
                .startedAt(moment(json.path("started_at")))
                .finishedAt(moment(json.path("finished_at")))
                .keepUntil(moment(json.path("keep_until")))
                .progress(progress(json.required("progress")))
                .result(json.has("result") ? result(json.path("result"), archiveFolder) : null)
                .failure(json.has("failure") ? failure(json.path("failure")) : null)
                .verification(json.has("verification") ? verification(json.path("verification")) : null)
                .build();
        return new JobRecord(
                view,
                Optional.ofNullable(json.path("idempotency_key").textValue()),
                json.required("last_event").longValue(),
                json.required("reserved_events").longValue());
    }

    /** The first version stored neither the name, which was the id, nor the mark. */
    private static JobView.Project project(JsonNode json) {
        String id = json.required("project").textValue();
        return new JobView.Project(
                id, json.path("name").asText(id), json.path("folder_mark").asText(""));
    }

    private static @Nullable Instant moment(JsonNode json) {
        return json.isTextual() ? Instant.parse(json.textValue()) : null;
    }

    private static Progress progress(JsonNode json) {
        return new Progress(
                json.required("phase").textValue(),
                json.required("fraction").doubleValue(),
                json.required("files_done").longValue(),
                json.required("files_total").longValue(),
                json.required("bytes_done").longValue(),
                json.required("bytes_total").longValue(),
                "",
                0,
                OptionalDouble.empty(),
                json.required("message").textValue());
    }

    private static Result result(JsonNode json, Path archiveFolder) {
        List<Volume> volumes = new ArrayList<>();
        for (JsonNode volume : json.required("volumes")) {
            String name = volume.required("name").textValue();
            volumes.add(new Volume(
                    file(archiveFolder, name),
                    name,
                    volume.required("bytes").longValue(),
                    volume.required("sha256").textValue()));
        }
        return new Result(
                volumes,
                file(archiveFolder, json.required("manifest").textValue()),
                Optional.ofNullable(json.path("report").textValue()).map(name -> file(archiveFolder, name)),
                json.required("archive_bytes").longValue(),
                json.required("files").longValue(),
                json.required("bytes").longValue(),
                json.has("commits") ? OptionalLong.of(json.path("commits").longValue()) : OptionalLong.empty(),
                json.required("left_out_files").longValue(),
                json.path("lfs_media_once_saves").longValue(), // not stored if it is 0
                ClassesJson.of(json),
                texts(json.required("warnings")),
                texts(json.path("notes")), // the first versions had none
                json.required("incomplete").booleanValue());
    }

    private static Path file(Path folder, String name) {
        if (name.isEmpty() || name.contains("/")) {
            throw new IllegalArgumentException("not a name of a file in " + folder.getFileName() + ": " + name);
        }
        return NativeNames.resolve(folder, RawPath.of(name));
    }

    private static Failure failure(JsonNode json) {
        return new Failure(
                json.required("code").textValue(),
                json.required("message").textValue(),
                json.required("resumable").booleanValue());
    }

    private static Verification verification(JsonNode json) {
        return new Verification(Instant.parse(json.required("at").textValue()), texts(json.required("problems")));
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
