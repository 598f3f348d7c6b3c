package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.projectexporter.sidecar.internal.jobs.ImportView;
import org.projectexporter.sidecar.internal.jobs.JobEvent;
import org.projectexporter.sidecar.internal.jobs.JobView;

/** Events as JSON, as described in {@code asyncapi.yaml}. */
final class EventJson {
    private EventJson() {}

    static ObjectNode of(JobEvent event, Links all) {
        return event.subject() instanceof ImportView view ? ofImport(event, view) : ofExport(event, all);
    }

    private static ObjectNode ofImport(JobEvent event, ImportView view) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("event_id", event.number());
        json.put("type", event.type().jsonName());
        json.put("import_id", view.id());
        json.put("project_id", view.projectId().orElse(null));
        json.put("state", view.state().jsonName());
        ExportJson.putProgress(json, view.progress());
        if (event.type() == JobEvent.Type.IMPORT_COMPLETE) {
            view.result().ifPresent(result -> json.set("result", ImportJson.result(result)));
        }
        if (event.type() == JobEvent.Type.IMPORT_ERROR) {
            json.set("error", ImportJson.errorAtEnd(view));
        }
        return json;
    }

    private static ObjectNode ofExport(JobEvent event, Links all) {
        JobView view = event.view();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("event_id", event.number());
        json.put("type", event.type().jsonName());
        json.put("export_id", view.id());
        json.put("project_id", view.projectId());
        json.put("state", view.state().jsonName());
        ExportJson.putProgress(json, view.progress());
        switch (event.type()) {
            case EXPORT_PROGRESS -> {}
            case EXPORT_COMPLETE ->
                view.result().ifPresent(result -> json.set("result", ExportJson.result(view.id(), result, all)));
            case EXPORT_ERROR -> json.set("error", ExportJson.failure(failure(view)));
            default -> throw new IllegalArgumentException("not an event of an export: " + event);
        }
        return json;
    }

    /** A cancelled export has not failed, but clients that wait for it must be notified. */
    private static JobView.Failure failure(JobView view) {
        return view.failure()
                .orElseGet(() -> new JobView.Failure(view.state().jsonName(), "the export was cancelled", false));
    }
}
