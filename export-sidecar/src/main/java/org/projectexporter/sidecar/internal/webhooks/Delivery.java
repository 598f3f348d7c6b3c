package org.projectexporter.sidecar.internal.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

import org.projectexporter.sidecar.internal.files.Sha256;

/**
 * One event for one target, and how far its delivery is; immutable.
 *
 * @param id the same at each attempt, and after a restart: receivers recognize repetitions by it
 * @param target name of the target
 * @param type of the event
 * @param subject id of the export or import
 * @param projectId the project
 * @param body the message
 * @param createdAt when the event happened
 * @param state how far it is
 * @param attempts the number of attempts so far
 * @param lastError what the last attempt ended with; empty if there was none, or it was accepted
 * @param dueAt when the next attempt is due, or when the delivery ended
 */
public record Delivery(
        String id,
        String target,
        String type,
        String subject,
        String projectId,
        String body,
        Instant createdAt,
        State state,
        int attempts,
        Optional<String> lastError,
        Instant dueAt) {
    private static final int ID_BYTES = 16;

    /** How far a delivery is. */
    public enum State {
        /** It is still to be sent, or sent again. */
        PENDING,
        /** The target has accepted it. */
        DELIVERED,
        /** It was given up. */
        FAILED;

        /** The name in JSON. */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A new one, due at once. */
    static Delivery of(WebhookEvent event, String target, Instant now) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", event.type());
        body.put("timestamp", event.at().toString());
        body.set("data", event.data());
        return new Delivery(
                idOf(event, target),
                target,
                event.type(),
                event.subject(),
                event.projectId(),
                body.toString(),
                event.at(),
                State.PENDING,
                0,
                Optional.empty(),
                now);
    }

    /** Derived from the event and the target, so that an event that is found again is not sent as another one. */
    static String idOf(WebhookEvent event, String target) {
        byte[] digest =
                Sha256.of(String.join("\n", event.type(), event.subject(), Long.toString(event.number()), target));
        return "msg_" + HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
    }

    /** After one more attempt. */
    Delivery attempted(State next, @Nullable String error, Instant due) {
        return new Delivery(
                id,
                target,
                type,
                subject,
                projectId,
                body,
                createdAt,
                next,
                attempts + 1,
                Optional.ofNullable(error),
                due);
    }

    /** Whose next attempt is due at that time. */
    Delivery due(Instant at) {
        return new Delivery(id, target, type, subject, projectId, body, createdAt, state, attempts, lastError, at);
    }

    /** With all attempts before it again. The last error remains until there is another one. */
    Delivery again(Instant now) {
        return new Delivery(id, target, type, subject, projectId, body, createdAt, State.PENDING, 0, lastError, now);
    }

    /** Without an attempt: its target is gone. */
    Delivery abandoned(String error, Instant now) {
        return new Delivery(
                id, target, type, subject, projectId, body, createdAt, State.FAILED, attempts, Optional.of(error), now);
    }

    /** Without the message, which was accepted. */
    Delivery withoutBody() {
        return new Delivery(id, target, type, subject, projectId, "", createdAt, state, attempts, lastError, dueAt);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("target", target)
                .put("type", type)
                .put("subject", subject)
                .put("project_id", projectId)
                .put("body", body)
                .put("created_at", createdAt.toString())
                .put("state", state.jsonName())
                .put("attempts", attempts)
                .put("last_error", lastError.orElse(null))
                .put("due_at", dueAt.toString());
    }

    /** Parses it; throws an unchecked exception if a field is missing or invalid. */
    static Delivery parse(JsonNode json) {
        return new Delivery(
                json.required("id").textValue(),
                json.required("target").textValue(),
                json.required("type").textValue(),
                json.required("subject").textValue(),
                json.required("project_id").textValue(),
                json.required("body").textValue(),
                Instant.parse(json.required("created_at").textValue()),
                State.valueOf(json.required("state").textValue().toUpperCase(Locale.ROOT)),
                json.required("attempts").intValue(),
                Optional.ofNullable(json.required("last_error").textValue()),
                Instant.parse(json.required("due_at").textValue()));
    }
}
