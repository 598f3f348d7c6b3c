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

/** {@code /api/v1/webhooks/deliveries}: the newest notifications, how far they are, and sending one again. */
final class WebhookRoutes {
    static final String RESEND = "/api/v1/webhooks/deliveries/{delivery_id}/resend";

    private static final int MOST = 200;

    private final Webhooks webhooks;

    WebhookRoutes(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, "/api/v1/webhooks/deliveries", this::list);
        routes.post(RESEND, this::resend);
    }

    private void resend(Context context) {
        String id = context.pathParam("delivery_id");
        Delivery before = webhooks.find(id)
                .orElseThrow(() -> new ProblemException(
                        404, "unknown_delivery", "there is no delivery with this id; it may be too old", null));
        Delivery again = webhooks.resend(id)
                .orElseThrow(() -> new ProblemException(
                        409,
                        "wrong_state",
                        "only a failed delivery to a target that is configured can be sent again; this one, to "
                                + before.target() + ", is " + before.state().jsonName(),
                        null));
        JsonAnswer.write(context, 202, json(again));
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
