package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.projectexporter.sidecar.internal.jobs.EventLog;
import org.projectexporter.sidecar.internal.jobs.JobView;

/**
 * {@code GET /api/v1/exports/{export_id}/events}: an export's events over WebSocket (RFC 6455), as in {@code asyncapi.yaml}. What must be
 * refused is refused before the upgrade, as a problem.
 */
final class EventRoutes implements AutoCloseable {
    static final String PATH = "/api/v1/exports/{export_id}/events";

    private static final String LAST_EVENT_ID = "last_event_id";
    private static final String STREAM = EventStream.class.getName();

    private final Function<String, Optional<EventLog>> logs;
    private final EventStreams streams;
    private final EventTexts texts;

    /**
     * Routes for the events of all exports.
     *
     * @param logs finds an export's events by its id
     * @param result writes what an export has made, as its resource does
     */
    EventRoutes(Function<String, Optional<EventLog>> logs, Function<JobView, ObjectNode> result, EventPace pace) {
        this.logs = logs;
        this.texts = new EventTexts(new EventJson(result)::text);
        this.streams = new EventStreams(pace);
    }

    /**
     * Adds them. Jetty hands the upgrade to a listener of ours, not to one of Javalin's, since those are told of no pong; Javalin still
     * finds the path and runs what stands before the upgrade.
     */
    void addTo(JavalinConfig config) {
        config.routes.get(PATH, EventRoutes::refusePlain);
        config.routes.wsBeforeUpgrade(PATH, this::prepare);
        config.routes.ws(PATH, unused -> {});
        config.jetty.modifyWebSocketServletFactory(
                factory -> factory.addMapping("uri-template|" + PATH, EventRoutes::accept));
    }

    /** How many listeners there are. */
    int listeners() throws Exception {
        return streams.count();
    }

    /** Tells all listeners that the server goes away. To be called before the server is stopped. */
    @Override
    public void close() {
        streams.close();
    }

    private static void refusePlain(Context context) {
        throw new ProblemException(400, "invalid_request", "events come over WebSocket; ask for an upgrade", null);
    }

    private void prepare(Context context) {
        String id = context.pathParam("export_id");
        EventLog log = logs.apply(id)
                .orElseThrow(() -> new ProblemException(404, "unknown_export", "there is no export of this id", null));
        long last = lastEvent(context.queryParam(LAST_EVENT_ID), log);
        context.req().setAttribute(STREAM, new EventStream(log, last, texts, streams));
    }

    /** Who does not say what it has gets the newest, and what comes after it: what is past concerns it no more. */
    private static long lastEvent(@Nullable String asked, EventLog log) {
        if (asked == null) {
            return Math.max(0, log.lastNumber() - 1);
        }
        try {
            long number = Long.parseLong(asked);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new ProblemException(
                400, "invalid_request", "last_event_id must be the event_id of an event, or 0", LAST_EVENT_ID);
    }

    /** Without extensions: compressing such short messages would cost each listener memory and the export time. */
    private static @Nullable Object accept(JettyServerUpgradeRequest request, JettyServerUpgradeResponse response) {
        response.setExtensions(List.of());
        return request.getServletAttribute(STREAM);
    }
}
