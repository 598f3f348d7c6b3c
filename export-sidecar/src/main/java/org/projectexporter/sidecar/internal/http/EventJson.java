package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.function.Function;

import org.projectexporter.sidecar.internal.jobs.JobEvent;
import org.projectexporter.sidecar.internal.jobs.JobView;

/** Events as JSON, as in {@code asyncapi.yaml}. */
final class EventJson {
    private final Function<JobView, ObjectNode> result;

    /**
     * What writes events.
     *
     * @param result writes what an export has made, as its resource does
     */
    EventJson(Function<JobView, ObjectNode> result) {
        this.result = result;
    }

    String text(JobEvent event) {
        JobView view = event.view();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("event_id", event.number());
        json.put("type", event.type().jsonName());
        json.put("export_id", view.id());
        json.put("project_id", view.projectId());
        json.put("state", view.state().jsonName());
        putProgress(view.progress(), json);
        if (event.type() == JobEvent.Type.EXPORT_COMPLETE) {
            json.set("result", result.apply(view));
        }
        if (event.type() == JobEvent.Type.EXPORT_ERROR) {
            putError(failure(view), json.putObject("error"));
        }
        return json.toString();
    }

    private static void putProgress(JobView.Progress progress, ObjectNode json) {
        json.put("phase", progress.phase());
        json.put("progress", progress.fraction());
        json.put("message", progress.message());
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
    }

    /** A cancelled export has not failed, but whoever waits for it must be told all the same. */
    private static JobView.Failure failure(JobView view) {
        return view.failure()
                .orElseGet(() -> new JobView.Failure(view.state().jsonName(), "the export was cancelled", false));
    }

    private static void putError(JobView.Failure failure, ObjectNode json) {
        json.put("code", failure.code());
        json.put("message", failure.message());
        json.put("resumable", failure.resumable());
    }
}
