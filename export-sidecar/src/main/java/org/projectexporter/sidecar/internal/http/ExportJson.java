package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

import org.projectexporter.ExportOptions;
import org.projectexporter.sidecar.internal.jobs.ClassesJson;
import org.projectexporter.sidecar.internal.jobs.JobState;
import org.projectexporter.sidecar.internal.jobs.JobView;

/** An export as JSON: the schema {@code ExportJob} of {@code openapi.yaml}. */
final class ExportJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ExportJson() {}

    static ObjectNode of(JobView view, Links all) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("export_id", view.id());
        json.put("project_id", view.projectId());
        json.put("state", view.state().jsonName());
        json.set("options", options(view.options()));
        json.put("priority", view.priority().jsonName());
        json.put("created_at", time(view.createdAt()));
        json.put("started_at", time(view.startedAt()));
        json.put("finished_at", time(view.finishedAt()));
        json.put("expires_at", time(view.expiresAt()));
        json.put("keep_until", time(view.keepUntil()));
        putProgress(json.putObject("progress"), view.progress());
        json.set(
                "result",
                view.result().map(result -> result(view.id(), result, all)).orElse(null));
        json.set("error", view.failure().map(ExportJson::failure).orElse(null));
        json.set(
                "verification",
                view.verification().map(ExportJson::verification).orElse(null));
        putLinks(json.putObject("links"), view, all);
        return json;
    }

    private static JsonNode options(ExportOptions options) {
        try {
            return MAPPER.readTree(options.toJson());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("options are not JSON: " + options, e);
        }
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static @Nullable String time(Optional<Instant> time) {
        return time.map(ExportJson::time).orElse(null);
    }

    /** Adds the progress of the export, field by field. */
    static void putProgress(ObjectNode json, JobView.Progress progress) {
        json.put("phase", progress.phase());
        json.put("progress", progress.fraction());
        json.put("files_done", progress.filesDone());
        json.put("files_total", progress.filesTotal());
        json.put("bytes_done", progress.bytesDone());
        json.put("bytes_total", progress.bytesTotal());
        json.put("current", progress.current());
        json.put("bytes_per_second", progress.bytesPerSecond());
        if (progress.remainingSeconds().isPresent()) {
            json.put("remaining_seconds", progress.remainingSeconds().getAsDouble());
        } else {
            json.putNull("remaining_seconds");
        }
        json.put("message", progress.message());
    }

    static ObjectNode result(String exportId, JobView.Result result, Links all) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("archive_bytes", result.archiveBytes());
        json.put("files", result.files());
        json.put("bytes", result.bytes());
        putCommits(json, result.commits());
        json.put("left_out_files", result.leftOutFiles());
        json.put("lfs_media_once_saves", result.lfsMediaOnceSaves());
        ClassesJson.put(result.classes(), json);
        json.put("incomplete", result.incomplete());
        ArrayNode warnings = json.putArray("warnings");
        result.warnings().forEach(warnings::add);
        ArrayNode notes = json.putArray("notes");
        result.notes().forEach(notes::add);
        putVolumes(json.putArray("volumes"), all.ofExport(exportId) + "/download", result);
        return json;
    }

    /** Adds the number of commits; null if they could not be counted. */
    static void putCommits(ObjectNode json, OptionalLong commits) {
        if (commits.isPresent()) {
            json.put("commits", commits.getAsLong());
        } else {
            json.putNull("commits");
        }
    }

    private static void putVolumes(ArrayNode volumes, String download, JobView.Result result) {
        boolean split = result.volumes().size() > 1;
        int number = 0;
        for (JobView.Volume volume : result.volumes()) {
            number++;
            ObjectNode json = volumes.addObject();
            json.put("number", number);
            json.put("name", volume.name());
            json.put("bytes", volume.bytes());
            json.put("sha256", volume.sha256());
            json.put("download", split ? download + "/" + number : download);
        }
    }

    static ObjectNode failure(JobView.Failure failure) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", failure.code());
        json.put("message", failure.message());
        json.put("resumable", failure.resumable());
        return json;
    }

    private static ObjectNode verification(JobView.Verification verification) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("verified_at", time(verification.at()));
        json.put("ok", verification.problems().isEmpty());
        ArrayNode problems = json.putArray("problems");
        verification.problems().forEach(problems::add);
        return json;
    }

    private static void putLinks(ObjectNode links, JobView view, Links all) {
        String self = all.ofExport(view.id());
        JobState state = view.state();
        links.put("self", self);
        links.put("events", self + "/events");
        if (!state.isFinal()) {
            links.put("cancel", self);
        }
        if (state == JobState.QUEUED || state == JobState.RUNNING) {
            links.put("pause", self + "/pause");
        }
        if (state.isStopped() || view.failure().map(JobView.Failure::resumable).orElse(false)) {
            links.put("resume", self + "/resume");
        }
        if (state.isCompleted()) {
            links.put("verify", self + "/verify");
        }
        if (view.result().flatMap(JobView.Result::report).isPresent()) {
            links.put("report", self + "/report");
        }
        if (view.result().isPresent()) {
            links.put("manifest", self + "/manifest");
            links.put("download", self + "/download");
        }
    }
}
