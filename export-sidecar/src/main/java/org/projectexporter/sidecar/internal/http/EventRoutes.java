package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.internal.jobs.EventLog;

/**
 * {@code GET /api/v1/exports/{export_id}/events}, and the same for imports: events over WebSocket (RFC 6455), as
 * described in {@code asyncapi.yaml}, or as server-sent events for a client that accepts these. Rejections happen
 * before the first event, as a problem. This handler is between the gate and the routes, since Javalin would open a
 * session for each listener, and would not report pongs.
 */
final class EventRoutes extends Handler.Wrapper implements AutoCloseable {
    /** The path template in {@code openapi.yaml}. */
    static final String TEMPLATE = "/api/v1/exports/{export_id}/events";

    /** The same for imports. */
    static final String IMPORTS = "/api/v1/imports/{import_id}/events";

    private static final Pattern PATH = Pattern.compile("/api/v1/(export|import)s/([^/]+)/events");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final String LAST_EVENT_ID = "last_event_id";

    /** Decides who may listen. */
    interface Admission {
        /**
         * Checks a request.
         *
         * @param template of its path
         * @return whether the listener is still allowed, from then on
         * @throws ProblemException if it is not allowed
         */
        BooleanSupplier admit(Request request, String template, String id);
    }

    private final Function<String, Optional<EventLog>> exports;
    private final Function<String, Optional<EventLog>> imports;
    private final Admission admission;
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
            EventPace pace,
            Admission admission) {
        this.exports = exports;
        this.imports = imports;
        this.admission = admission;
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
            boolean ofExport = path.group(1).equals("export");
            String id = path.group(2);
            BooleanSupplier allowed = admission.admit(request, ofExport ? TEMPLATE : IMPORTS, id);
            EventLog log = ofExport
                    ? exports.apply(id).orElseThrow(ExportRoutes::unknownExport)
                    : imports.apply(id).orElseThrow(ImportRoutes::unknownImport);
            if (!isUpgrade(request) && acceptsSse(request)) {
                sendEvents(log, allowed, request, response, callback);
            } else {
                long last = lastEvent(query(request), log);
                upgrade(new EventStream(source(log, last, request, allowed)), request, response, callback);
            }
        } catch (ProblemException e) {
            Problems.write(response, callback, e);
        }
        return true;
    }

    /** Some clients offer an upgrade to HTTP/2 with each request. */
    private static boolean isUpgrade(Request request) {
        return request.getHeaders().contains(HttpHeader.UPGRADE, "websocket");
    }

    private static boolean acceptsSse(Request request) {
        return request.getHeaders().getValuesList(HttpHeader.ACCEPT).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .anyMatch(type ->
                        type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(SseStream.MEDIA_TYPE));
    }

    private static @Nullable String query(Request request) {
        try {
            return Request.extractQueryParameters(request).getValue(LAST_EVENT_ID);
        } catch (Exception e) {
            throw new ProblemException(400, "invalid_request", "the query is not valid", null);
        }
    }

    /**
     * A client reconnects after the end of a response, unless it is answered with 204 (HTML Standard, section 9.2.3):
     * one that has the last event is. A reconnecting client repeats the query, so that its header is newer.
     */
    private void sendEvents(
            EventLog log, BooleanSupplier allowed, Request request, Response response, Callback callback) {
        String header = request.getHeaders().get("Last-Event-ID");
        long last = lastEvent(header == null ? query(request) : header, log);
        if (log.hasEndedAt(last)) {
            response.setStatus(204);
            callback.succeeded();
            return;
        }
        new SseStream(source(log, last, request, allowed), response, callback).start();
    }

    private EventSource source(EventLog log, long last, Request request, BooleanSupplier allowed) {
        return new EventSource(log, last, texts, Links.of(request), streams, allowed);
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
                    400,
                    "invalid_request",
                    "events are sent over WebSocket, or as " + SseStream.MEDIA_TYPE
                            + " if the request accepts it; request" + " an upgrade, or accept that type",
                    null);
        }
    }
}
