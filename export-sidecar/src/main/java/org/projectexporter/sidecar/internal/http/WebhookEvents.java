package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Optional;

import org.projectexporter.sidecar.internal.jobs.ImportState;
import org.projectexporter.sidecar.internal.jobs.ImportView;
import org.projectexporter.sidecar.internal.jobs.JobEvent;
import org.projectexporter.sidecar.internal.jobs.JobView;
import org.projectexporter.sidecar.internal.webhooks.WebhookEvent;

/**
 * What targets are notified of. The payload is small and contains no warnings or names of files: the receiver fetches
 * the export for these.
 */
final class WebhookEvents {
    private WebhookEvents() {}

    /** The end of an export; empty for that of a verification that found nothing, after which nothing has changed. */
    static Optional<WebhookEvent> ofExport(JobEvent event, Links all) {
        JobView view = event.view();
        if (view.state().isCompleted() && view.verification().isPresent()) {
            return Optional.empty();
        }
        return type(view)
                .map(type -> new WebhookEvent(
                        type,
                        view.id(),
                        event.number(),
                        view.projectId(),
                        view.finishedAt().orElse(view.createdAt()),
                        data(view, all)));
    }

    private static Optional<String> type(JobView view) {
        return switch (view.state()) {
            case COMPLETED, COMPLETED_WITH_WARNINGS -> Optional.of(WebhookEvent.EXPORT_COMPLETED);
            case FAILED -> Optional.of(WebhookEvent.EXPORT_FAILED);
            case CANCELLED -> Optional.of(WebhookEvent.EXPORT_CANCELLED);
            default -> Optional.empty();
        };
    }

    private static ObjectNode data(JobView view, Links all) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("export_id", view.id());
        data.put("project_id", view.projectId());
        data.put("state", view.state().jsonName());
        data.put("created_at", view.createdAt().toString());
        data.put("finished_at", view.finishedAt().map(Instant::toString).orElse(null));
        view.result().ifPresent(result -> {
            data.put("archive_bytes", result.archiveBytes());
            data.put("files", result.files());
            data.put("bytes", result.bytes());
            data.put("incomplete", result.incomplete());
        });
        view.failure().ifPresent(failure -> data.set("error", ExportJson.failure(failure)));
        data.putObject("links").put("self", all.ofExport(view.id()));
        return data;
    }

    /** The end of an import; empty for a preview, which has created nothing. */
    static Optional<WebhookEvent> ofImport(JobEvent event, Links all) {
        if (!(event.subject() instanceof ImportView view) || view.order().preview()) {
            return Optional.empty();
        }
        String project = view.projectId().orElse(view.order().name());
        return type(view)
                .map(type -> new WebhookEvent(
                        type,
                        view.id(),
                        event.number(),
                        project,
                        view.finishedAt().orElse(view.createdAt()),
                        data(view, project, all)));
    }

    private static Optional<String> type(ImportView view) {
        return switch (view.state()) {
            case COMPLETED -> Optional.of(WebhookEvent.IMPORT_COMPLETED);
            case FAILED -> Optional.of(WebhookEvent.IMPORT_FAILED);
            case CANCELLED -> Optional.of(WebhookEvent.IMPORT_CANCELLED);
            default -> Optional.empty();
        };
    }

    private static ObjectNode data(ImportView view, String project, Links all) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("import_id", view.id());
        data.put("project_id", project);
        data.put("state", view.state().jsonName());
        data.put("created_at", view.createdAt().toString());
        data.put("finished_at", view.finishedAt().map(Instant::toString).orElse(null));
        view.result().ifPresent(result -> data.put("files", result.files()).put("bytes", result.bytes()));
        if (view.state() != ImportState.COMPLETED) {
            data.set("error", ImportJson.errorAtEnd(view));
        }
        data.putObject("links").put("self", all.ofImport(view.id()));
        return data;
    }
}
