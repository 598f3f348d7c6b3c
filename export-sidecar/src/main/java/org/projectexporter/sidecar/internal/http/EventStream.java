package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import org.projectexporter.sidecar.internal.jobs.EventLog;
import org.projectexporter.sidecar.internal.jobs.JobEvent;

/**
 * Sends the events of one export or import to one listener. One message is in flight at a time, and the listener is
 * never more than {@link #MOST_BEHIND} messages behind, whatever buffers are in between: pings among the messages (RFC
 * 6455, section 5.5.2) show how far it has read, since a pong comes after everything before its ping. A slow listener
 * thus gets less progress, and never stale.
 *
 * <p>All fields are confined to the thread of {@link EventStreams}; methods called by Jetty delegate to it. The class
 * is public since Jetty calls it through method handles.
 */
public final class EventStream implements Session.Listener.AutoDemanding, EventStreams.Stream {
    /** Messages that the listener may have unread. */
    static final int MOST_BEHIND = 8;

    private static final int MESSAGES_PER_PING = 4;
    /** The limit on messages from listeners, which are ignored. */
    private static final int MOST_INBOUND_BYTES = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final EventLog log;
    private final EventTexts texts;
    private final Links links;
    private final EventStreams streams;
    private final BooleanSupplier allowed;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private @Nullable Session session;
    private Runnable cancelRequest = () -> {};
    private long lastNumber;
    private boolean resting;
    private boolean ended;
    private long sent;
    private long read;
    private long pingedAt;
    private long heardAt;

    /** Creates a stream without a session. */
    EventStream(EventSource source) {
        this.log = source.log();
        this.lastNumber = source.lastNumber();
        this.texts = source.texts();
        this.links = source.links();
        this.streams = source.streams();
        this.allowed = source.allowed();
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        opened.setIdleTimeout(Duration.ZERO); // pings detect lost listeners
        opened.setMaxTextMessageSize(MOST_INBOUND_BYTES);
        opened.setMaxBinaryMessageSize(MOST_INBOUND_BYTES);
        streams.execute(() -> begin(opened));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        long count = payload.remaining() == Long.BYTES ? payload.getLong(payload.position()) : -1;
        streams.execute(() -> heard(count));
    }

    /** Messages from a listener are read and ignored, since the limit applies only to messages that are read. */
    @Override
    public void onWebSocketText(String message) {}

    @Override
    public void onWebSocketBinary(ByteBuffer message, Callback callback) {
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("an event stream failed", cause);
        streams.execute(this::end);
    }

    @Override
    public void onWebSocketClose(int status, @Nullable String reason, Callback callback) {
        streams.execute(this::end);
        closed.complete(null);
        callback.succeed();
    }

    private void begin(Session opened) {
        session = opened;
        heardAt = System.nanoTime();
        pingedAt = heardAt;
        streams.add(this);
        ask();
    }

    private void ask() {
        if (!ended) {
            resting = false;
            cancelRequest = log.next(lastNumber, event -> streams.execute(() -> send(event)));
        }
    }

    private void send(JobEvent event) {
        if (ended || session == null) {
            return;
        }
        lastNumber = event.number();
        sent++;
        session.sendText(texts.of(event, links), Callback.from(() -> streams.execute(() -> sent(event)), this::lost));
        if (sent % MESSAGES_PER_PING == 0) {
            ping();
        }
    }

    /** The message was sent; the next one is requested at a tick. */
    private void sent(JobEvent event) {
        boolean last = event.number() >= log.lastNumber();
        if (last && !event.type().isProgress()) {
            close(StatusCode.NORMAL, "nothing more follows");
        } else {
            resting = true;
        }
    }

    @Override
    public void tick(long now) {
        if (!allowed.getAsBoolean()) {
            close(StatusCode.POLICY_VIOLATION, "the token is no longer valid");
            return;
        }
        if (now - pingedAt >= streams.pace().ping().toNanos()) {
            ping();
        }
        if (now - heardAt > streams.pace().lost().toNanos()) {
            lost(new IllegalStateException("the listener does not answer pings"));
        } else if (resting && sent - read < MOST_BEHIND) {
            ask();
        }
    }

    private void ping() {
        if (session != null && !ended) {
            pingedAt = System.nanoTime();
            session.sendPing(ByteBuffer.allocate(Long.BYTES).putLong(sent).flip(), Callback.from(() -> {}, this::lost));
        }
    }

    private void heard(long count) {
        heardAt = System.nanoTime();
        if (count > read && count <= sent) {
            read = count;
        }
    }

    private void lost(Throwable cause) {
        streams.execute(() -> {
            LOG.debug("a listener is gone", cause);
            end();
            if (session != null) {
                session.disconnect();
            }
        });
    }

    /** On the thread: only the reason for closing is sent from now on. */
    void close(int status, String reason) {
        end();
        if (session != null) {
            session.close(status, reason, Callback.NOOP);
        }
    }

    @Override
    public void goAway() {
        close(StatusCode.SHUTDOWN, "the server is stopping; reconnect with last_event_id");
    }

    /** Completed when the listener has confirmed the close, or is gone. */
    @Override
    public CompletableFuture<Void> closed() {
        return closed;
    }

    private void end() {
        ended = true;
        cancelRequest.run();
        streams.remove(this);
    }
}
