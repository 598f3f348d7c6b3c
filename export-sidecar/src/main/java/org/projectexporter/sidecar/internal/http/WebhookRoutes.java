package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.stream.Stream;

import org.projectexporter.sidecar.internal.webhooks.Delivery;
import org.projectexporter.sidecar.internal.webhooks.Webhooks;

/** {@code GET /api/v1/webhooks/deliveries}: the newest notifications, and how far they are. */
final class WebhookRoutes {
    private static final int MOST = 200;

    private final Webhooks webhooks;

    WebhookRoutes(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, "/api/v1/webhooks/deliveries", this::list);
    }

    private void list(Context context) {
        Optional<Delivery.State> state = state(context.queryParam("state"));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("deliveries");
        webhooks.deliveries().stream()
                .filter(delivery -> state.map(delivery.state()::equals).orElse(true))
                .limit(MOST)
                .forEach(delivery -> list.add(json(delivery)));
        JsonAnswer.write(context, 200, json);
    }

    private static Optional<Delivery.State> state(@Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(Delivery.State.values())
                .filter(state -> state.jsonName().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        400, "invalid_request", "state must be pending, delivered or failed", "state")));
    }

    /** The message is not shown, and the target only by its name. */
    private static ObjectNode json(Delivery delivery) {
        boolean pending = delivery.state() == Delivery.State.PENDING;
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", delivery.id())
                .put("target", delivery.target())
                .put("type", delivery.type())
                .put("subject", delivery.subject())
                .put("project_id", delivery.projectId())
                .put("state", delivery.state().jsonName())
                .put("attempts", delivery.attempts())
                .put("last_error", delivery.lastError().orElse(null))
                .put("created_at", delivery.createdAt().toString())
                .put("next_attempt_at", pending ? delivery.dueAt().toString() : null)
                .put("ended_at", pending ? null : delivery.dueAt().toString());
    }
}
