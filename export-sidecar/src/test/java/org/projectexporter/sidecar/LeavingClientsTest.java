package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients that go away before they have sent or read all: no failure of the server. */
class LeavingClientsTest {
    private static final Pattern FAILED =
            Pattern.compile("(?m)^project_export_requests_failed_total(?:\\{[^}]*})? (\\S+)$");
    private static final String AUTHORIZATION = "Authorization: Bearer " + ServedWorkspace.TOKEN;

    @TempDir
    Path folder;

    private ServedWorkspace served;
    private HeardLog log;

    @BeforeEach
    void serve() throws IOException {
        served = ServedWorkspace.start(folder, options -> options).project("film");
        byte[] noise = new byte[24 << 20];
        new Random(1).nextBytes(noise);
        Files.write(folder.resolve("workspace/film/take.mov"), noise);
        log = HeardLog.open();
    }

    @AfterEach
    void stop() throws IOException {
        log.close();
        served.close();
    }

    @Test
    void uploadThatEndsEarly_isNoFailure() throws Exception {
        for (String type : new String[] {"application/octet-stream", "application/json"}) {
            String path = "/api/v1/projects/import" + (type.endsWith("json") ? "" : "/archive?name=gone");
            OpenRequest gone = OpenRequest.post(served, path, type, 5_000);
            gone.send("x".repeat(100));
            settle();
            gone.reset();
            try (OpenRequest halfClosed = OpenRequest.post(served, path, type, 5_000)) {
                halfClosed.send("x".repeat(100));
                halfClosed.shutdownOutput();
                assertThat(halfClosed.status(5_000)).isIn("HTTP/1.1 400", "");
            }
        }
        OpenRequest chunked = OpenRequest.to(
                served,
                "POST /api/v1/projects/import/archive?name=chunked HTTP/1.1",
                "Host: localhost",
                AUTHORIZATION,
                "Content-Type: application/zip",
                "Transfer-Encoding: chunked");
        chunked.send("400\r\nxxxx");
        settle();
        chunked.reset();

        assertNoFailure();
        assertThat(Files.list(served.data().resolve("uploads"))).isEmpty();
    }

    @Test
    void answerThatIsNotRead_isNoFailure() throws Exception {
        String export = served.export("film", "{\"compress_media\": false}");
        served.await(export, "completed");
        for (String path : new String[] {export + "/download", export + "/manifest", "/docs", export}) {
            OpenRequest gone = OpenRequest.to(served, "GET " + path + " HTTP/1.1", "Host: localhost", AUTHORIZATION);
            assertThat(gone.status(5_000)).isEqualTo("HTTP/1.1 200");
            gone.reset();
            OpenRequest goneAtOnce =
                    OpenRequest.to(served, "GET " + path + " HTTP/1.1", "Host: localhost", AUTHORIZATION);
            goneAtOnce.reset();
        }

        assertNoFailure();
    }

    @Test
    void listenerThatGoesAway_isNoFailure() throws Exception {
        String export = served.export("film", "{}");
        served.await(export, "completed");
        for (int i = 0; i < 4; i++) {
            OpenRequest gone = OpenRequest.to(
                    served,
                    "GET " + export + "/events?last_event_id=0 HTTP/1.1",
                    "Host: localhost",
                    AUTHORIZATION,
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
            assertThat(gone.status(5_000)).isEqualTo("HTTP/1.1 101");
            if (i % 2 == 0) {
                gone.reset();
            } else {
                gone.close();
            }
        }

        assertNoFailure();
    }

    /** Until the server has seen what was sent. */
    private static void settle() throws InterruptedException {
        Thread.sleep(100);
    }

    private void assertNoFailure() throws InterruptedException {
        settle();
        settle();
        String metrics = served.requests().get("/metrics").text();
        Matcher failed = FAILED.matcher(metrics);
        assertThat(failed.find()).as(metrics).isTrue();
        assertThat(failed.group(1)).as("requests that failed").isEqualTo("0.0");
        assertThat(log.alarms()).isEmpty();
    }
}
