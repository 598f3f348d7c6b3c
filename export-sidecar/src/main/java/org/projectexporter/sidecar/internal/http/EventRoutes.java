package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.internal.jobs.EventLog;

/**
 * {@code GET /api/v1/exports/{export_id}/events}, and the same for imports: events over WebSocket (RFC 6455), as
 * described in {@code asyncapi.yaml}. Rejections happen before the upgrade, as a problem. This handler is between the
 * gate and the routes, since Javalin would open a session for each listener, and would not report pongs.
 */
final class EventRoutes extends Handler.Wrapper implements AutoCloseable {
    /** The path template in {@code openapi.yaml}. */
    static final String TEMPLATE = "/api/v1/exports/{export_id}/events";

    /** The same for imports. */
    static final String IMPORTS = "/api/v1/imports/{import_id}/events";

    private static final Pattern PATH = Pattern.compile("/api/v1/(export|import)s/([^/]+)/events");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final String LAST_EVENT_ID = "last_event_id";

    private final Function<String, Optional<EventLog>> exports;
    private final Function<String, Optional<EventLog>> imports;
    private final EventStreams streams;
    private final EventTexts texts = new EventTexts();

    /**
     * Routes for the events of all exports and imports.
     *
     * @param exports finds an export's events by its id
     * @param imports finds an import's events by its id
     */
    EventRoutes(
            Function<String, Optional<EventLog>> exports,
            Function<String, Optional<EventLog>> imports,
            EventPace pace) {
        this.exports = exports;
        this.imports = imports;
        this.streams = new EventStreams(pace);
    }

    /** The number of listeners. */
    int listeners() {
        return streams.count();
    }

    /** Notifies all listeners that the server is stopping. Must be called before the server is stopped. */
    @Override
    public void close() {
        streams.close();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Matcher path = PATH.matcher(String.valueOf(request.getHttpURI().getPath()));
        if (!path.matches() || !HttpMethod.GET.is(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        try {
            upgrade(streamFor(path.group(1), path.group(2), request), request, response, callback);
        } catch (ProblemException e) {
            Problems.write(response, callback, e);
        }
        return true;
    }

    private EventStream streamFor(String kind, String id, Request request) throws Exception {
        EventLog log = (kind.equals("export") ? exports : imports)
                .apply(id)
                .orElseThrow(() ->
                        new ProblemException(404, "unknown_" + kind, "there is no " + kind + " with this id", null));
        String asked = Request.extractQueryParameters(request).getValue(LAST_EVENT_ID);
        return new EventStream(log, lastEvent(asked, log), texts, streams);
    }

    /** Without last_event_id, a client gets the latest event and those after it, but no earlier ones. */
    private static long lastEvent(@Nullable String asked, EventLog log) {
        if (asked == null) {
            return Math.max(0, log.lastNumber() - 1);
        }
        if (!NUMBER.matcher(asked).matches()) {
            throw new ProblemException(
                    400, "invalid_request", "last_event_id must be the event_id of an event, or 0", LAST_EVENT_ID);
        }
        return Long.parseLong(asked);
    }

    /** Without extensions: compressing such short messages would cost each listener memory and the export time. */
    private void upgrade(EventStream stream, Request request, Response response, Callback callback) {
        ServerWebSocketContainer container = ServerWebSocketContainer.ensure(getServer());
        boolean done = container.upgrade(
                (unused, answer, failure) -> {
                    answer.setExtensions(List.of());
                    return stream;
                },
                request,
                response,
                callback);
        if (!done) {
            throw new ProblemException(
                    400, "invalid_request", "events are sent over WebSocket; request an upgrade", null);
        }
    }
}
