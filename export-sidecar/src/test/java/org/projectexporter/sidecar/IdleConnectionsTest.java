package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** How long connections may be idle: between requests, and while events are listened to. */
class IdleConnectionsTest {
    private static final Duration IDLE = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final HeldSource held = new HeldSource();

    @AfterEach
    void release() {
        held.release();
    }

    private ServedWorkspace serve(Duration idle) throws IOException {
        return ServedWorkspace.start(folder, held, options -> options.idleTimeout(idle))
                .project("film");
    }

    /** A connection on which a request was sent, and the beginning of its answer has come. */
    private static Socket request(ServedWorkspace served, String path, String headers) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), served.sidecar().port());
        String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ServedWorkspace.TOKEN
                + "\r\n" + headers + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(20_000);
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    /** Reads, and answers no ping. Whether the server closes the connection in that time. */
    private static boolean isClosedWithin(Socket socket, Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        InputStream in = socket.getInputStream();
        while (System.nanoTime() < end) {
            socket.setSoTimeout(
                    (int) Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
            try {
                if (in.read(new byte[4096]) < 0) {
                    return true;
                }
            } catch (SocketTimeoutException e) {
                return false;
            }
        }
        return false;
    }

    @Test
    void connectionBetweenRequests_isClosedAfterThatTime_notBefore() throws Exception {
        try (ServedWorkspace served = serve(Duration.ofSeconds(2));
                Socket socket = request(served, "/health/live", "")) {
            assertThat(isClosedWithin(socket, Duration.ofMillis(1_500))).isFalse();
            assertThat(isClosedWithin(socket, Duration.ofSeconds(15))).isTrue();
        }
    }

    /** Jetty's own limit is 30 seconds. */
    @Test
    @Tag("long")
    void longerTime_holdsToo() throws Exception {
        try (ServedWorkspace served = serve(Duration.ofSeconds(40));
                Socket socket = request(served, "/health/live", "")) {
            assertThat(isClosedWithin(socket, Duration.ofSeconds(37))).isFalse();
            assertThat(isClosedWithin(socket, Duration.ofSeconds(15))).isTrue();
        }
    }

    @Test
    void listener_thatAnswersNoPing_isDropped() throws Exception {
        held.hold();
        try (ServedWorkspace served = serve(IDLE)) {
            String export = served.export("film", "");
            served.await(export, "running");
            String upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
            try (Socket socket = request(served, export + "/events", upgrade)) {
                assertThat(isClosedWithin(socket, Duration.ofSeconds(15))).isTrue();
            }
        }
    }

    @Test
    void serverSentEvents_keepTheirConnection() throws Exception {
        held.hold();
        try (ServedWorkspace served = serve(IDLE)) {
            String export = served.export("film", "");
            served.await(export, "running");
            try (Socket socket = request(served, export + "/events", "Accept: text/event-stream\r\n")) {
                assertThat(isClosedWithin(socket, Duration.ofSeconds(4))).isFalse();
                held.release();
                assertThat(served.await(export, "completed").path("state").asText())
                        .isEqualTo("completed");
            }
        }
    }
}
