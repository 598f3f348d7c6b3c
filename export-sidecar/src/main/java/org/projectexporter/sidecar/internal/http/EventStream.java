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

import org.projectexporter.sidecar.internal.jobs.EventLog;
import org.projectexporter.sidecar.internal.jobs.JobEvent;

/**
 * The events of one export on their way to one listener. One message is in flight at a time, and the listener is never more than
 * {@link #MOST_BEHIND} messages behind, whatever buffers lie between: pings among the messages (RFC 6455, section 5.5.2) tell how far
 * it has read, since a pong comes after all that was before its ping. One that is slow thus gets less progress, and none that is old.
 *
 * <p>All fields belong to the thread of {@link EventStreams}; what Jetty calls hands over to it. It is public since Jetty calls it by
 * method handles.
 */
public final class EventStream implements Session.Listener.AutoDemanding {
    /** Messages that the listener may have in front of it. */
    static final int MOST_BEHIND = 8;

    private static final int MESSAGES_PER_PING = 4;
    /** What listeners may send: nothing is expected of them. */
    private static final int MOST_INBOUND_BYTES = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final EventLog log;
    private final EventTexts texts;
    private final EventStreams streams;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private @Nullable Session session;
    private Runnable takeBack = () -> {};
    private long lastNumber;
    private boolean resting;
    private boolean ended;
    private long sent;
    private long read;
    private long pingedAt;
    private long heardAt;

    /**
     * A stream that waits for its session.
     *
     * @param lastNumber of the event that the listener has already
     */
    EventStream(EventLog log, long lastNumber, EventTexts texts, EventStreams streams) {
        this.log = log;
        this.lastNumber = lastNumber;
        this.texts = texts;
        this.streams = streams;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        opened.setIdleTimeout(Duration.ZERO); // pings find out who is gone
        opened.setMaxTextMessageSize(MOST_INBOUND_BYTES);
        opened.setMaxBinaryMessageSize(MOST_INBOUND_BYTES);
        streams.execute(() -> begin(opened));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        long count = payload.remaining() == Long.BYTES ? payload.getLong(payload.position()) : -1;
        streams.execute(() -> heard(count));
    }

    /** What a listener says is ignored, but read, since what is not read is not limited either. */
    @Override
    public void onWebSocketText(String message) {}

    @Override
    public void onWebSocketBinary(ByteBuffer message, Callback callback) {
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("a stream of events failed", cause);
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
            takeBack = log.next(lastNumber, event -> streams.execute(() -> send(event)));
        }
    }

    private void send(JobEvent event) {
        if (ended || session == null) {
            return;
        }
        lastNumber = event.number();
        sent++;
        session.sendText(texts.of(event), Callback.from(() -> streams.execute(() -> sent(event)), this::lost));
        if (sent % MESSAGES_PER_PING == 0) {
            ping();
        }
    }

    /** The message has left; the next is asked for at a tick. */
    private void sent(JobEvent event) {
        boolean last = event.number() >= log.lastNumber();
        if (last && event.type() != JobEvent.Type.EXPORT_PROGRESS) {
            close(StatusCode.NORMAL, "the export has ended");
        } else {
            resting = true;
        }
    }

    /** Some time has passed. */
    void tick(long now) {
        if (now - pingedAt >= streams.pace().ping().toNanos()) {
            ping();
        }
        if (now - heardAt > streams.pace().lost().toNanos()) {
            lost(new IllegalStateException("the listener answers no pings"));
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

    /** On the thread: nothing more is sent but why it ends. */
    void close(int status, String reason) {
        end();
        if (session != null) {
            session.close(status, reason, Callback.NOOP);
        }
    }

    /** Done when the listener has answered that the stream is closed, or is gone. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    private void end() {
        ended = true;
        takeBack.run();
        streams.remove(this);
    }
}
