package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that reads as much as it is told to, in the JDK's client; that one answers a ping when it comes to it. */
final class FakeListener implements WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();

    final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Nullable
    WebSocket socket;

    private final StringBuilder text = new StringBuilder();

    /** It reads nothing by itself. */
    @Override
    public void onOpen(WebSocket opened) {}

    void read(long messages) {
        java.util.Objects.requireNonNull(socket).request(messages);
    }

    FakeListener readAll() {
        read(Long.MAX_VALUE);
        return this;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            events.add(parse(text.toString()));
            text.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    JsonNode next() throws InterruptedException {
        JsonNode event = events.poll(10, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came within ten seconds");
        }
        return event;
    }

    int status() throws Exception {
        return closed.get(10, TimeUnit.SECONDS);
    }

    /** Numbers of what has come, once the server has closed. */
    List<Long> numbersUntilClosed() throws Exception {
        status();
        List<JsonNode> all = new ArrayList<>();
        events.drainTo(all);
        return all.stream().map(event -> event.path("event_id").longValue()).toList();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
