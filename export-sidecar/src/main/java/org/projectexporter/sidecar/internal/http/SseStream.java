package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import org.projectexporter.sidecar.internal.jobs.EventLog;
import org.projectexporter.sidecar.internal.jobs.JobEvent;

/**
 * Sends the events of one export or import to one listener as server-sent events (HTML Standard, section 9.2): the same
 * events and texts as over WebSocket. One message is in flight at a time; while it is, newer progress replaces older.
 * The response ends after the last event, and when the server stops. A lost listener is noticed at the next heartbeat.
 *
 * <p>All fields are confined to the thread of {@link EventStreams}.
 */
final class SseStream implements EventStreams.Stream {
    static final String MEDIA_TYPE = "text/event-stream";

    private static final Logger LOG = LoggerFactory.getLogger(SseStream.class);

    /** How long a client waits before it reconnects. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final EventLog log;
    private final EventTexts texts;
    private final Links links;
    private final EventStreams streams;
    private final BooleanSupplier allowed;
    private final Response response;
    private final Callback end;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private Runnable cancelRequest = () -> {};
    private long lastNumber;
    private long writtenAt;
    private boolean writing;
    private boolean resting;
    private boolean leaving;
    private boolean ended;

    /**
     * Creates a stream.
     *
     * @param end completes the exchange
     */
    SseStream(EventSource source, Response response, Callback end) {
        this.log = source.log();
        this.lastNumber = source.lastNumber();
        this.texts = source.texts();
        this.links = source.links();
        this.streams = source.streams();
        this.allowed = source.allowed();
        this.response = response;
        this.end = end;
    }

    /** Sends the head of the response, and then the events. */
    void start() {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store, no-transform");
        response.getHeaders().put("X-Accel-Buffering", "no"); // nginx would otherwise collect events
        streams.execute(() -> {
            streams.add(this);
            if (!leaving) {
                resting = true;
                write("retry: " + RETRY.toMillis() + "\n\n");
            }
        });
    }

    private void ask() {
        resting = false;
        cancelRequest = log.next(lastNumber, event -> streams.execute(() -> send(event)));
    }

    private void send(JobEvent event) {
        if (ended || leaving) {
            return;
        }
        lastNumber = event.number();
        leaving = isLast(log, event);
        resting = !leaving;
        write("id: " + event.number() + "\nevent: " + event.type().jsonName() + "\ndata: " + texts.of(event, links)
                + "\n\n");
    }

    /** Whether no event follows this one, unless an export is resumed or verified. */
    static boolean isLast(EventLog log, JobEvent event) {
        return event.number() >= log.lastNumber() && !event.type().isProgress();
    }

    @Override
    public void tick(long now) {
        if (!allowed.getAsBoolean()) {
            goAway();
        } else if (!writing && resting) {
            ask();
        }
        if (!ended
                && !leaving
                && !writing
                && now - writtenAt >= streams.pace().ping().toNanos()) {
            write(":\n\n"); // a comment, which clients ignore
        }
    }

    /** JSON has no line breaks, which would end a field. */
    private void write(String text) {
        writing = true;
        writtenAt = System.nanoTime();
        response.write(
                false,
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                Callback.from(() -> streams.execute(this::written), failure -> streams.execute(() -> lost(failure))));
    }

    private void written() {
        writing = false;
        if (leaving) {
            finish();
        }
    }

    private void lost(Throwable failure) {
        LOG.debug("a listener is gone", failure);
        if (remove()) {
            end.failed(failure);
            closed.complete(null);
        }
    }

    private void finish() {
        if (remove()) {
            response.write(true, ByteBuffer.allocate(0), Callback.from(end, () -> closed.complete(null)));
        }
    }

    private boolean remove() {
        boolean first = !ended;
        ended = true;
        cancelRequest.run();
        streams.remove(this);
        return first;
    }

    @Override
    public void goAway() {
        leaving = true;
        if (!writing) {
            finish();
        }
    }

    @Override
    public CompletableFuture<Void> closed() {
        return closed;
    }
}
