package org.projectexporter.sidecar.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.EventLog;

/** A server of events alone, whose exports nobody runs, at a pace for tests. */
final class EventServer implements AutoCloseable {
    /** So few that no listener can have one for itself. */
    private static final int THREADS = 8;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final Map<String, EventLog> logs = new ConcurrentHashMap<>();
    private static final SidecarOptions OPTIONS =
            SidecarOptions.builder(Path.of("projects"), Path.of("data")).build();

    final EventRoutes routes;
    /** Whether listeners are still allowed. */
    final AtomicBoolean allowed = new AtomicBoolean(true);

    private final Javalin javalin;

    EventServer(EventPace pace) {
        routes = new EventRoutes(
                id -> Optional.ofNullable(logs.get(id)),
                id -> Optional.empty(),
                pace,
                (request, template, id) -> () -> allowed.get());
        javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.threadPool = new QueuedThreadPool(THREADS);
                    config.jetty.modifyServer(server -> server.setHandler(new BehindProxy(OPTIONS, routes)));
                })
                .start("127.0.0.1", 0);
    }

    static EventServer quick() {
        return new EventServer(new EventPace(Duration.ofMillis(5), Duration.ofMillis(500), Duration.ofSeconds(20)));
    }

    EventLog newLog(String id) {
        EventLog log = new EventLog();
        logs.put(id, log);
        return log;
    }

    int port() {
        return javalin.port();
    }

    /** A listener that is connected. */
    FakeListener listen(String idAndQuery) {
        FakeListener listener = new FakeListener();
        listener.socket = CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port() + "/api/v1/exports/" + idAndQuery), listener)
                .join();
        return listener;
    }

    /** Waits until the server knows that many listeners: a client is connected before the server has opened its stream. */
    void awaitListeners(int count) throws InterruptedException {
        for (int left = 2000; routes.listeners() != count && left > 0; left--) {
            Thread.sleep(5);
        }
        assertThat(routes.listeners()).isEqualTo(count);
    }

    @Override
    public void close() {
        routes.close();
        javalin.stop();
    }
}
