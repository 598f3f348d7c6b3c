package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Bodies that do not come to an end, however slowly they come. */
class UnfinishedBodiesTest {
    private static final String EXPORT = "/api/v1/projects/film/export";
    private static final String IMPORT = "/api/v1/projects/import";
    private static final int MANY = 500;

    @TempDir
    Path folder;

    @Test
    void manyUnfinishedBodies_stopNeitherHealthNorAnExport() throws Exception {
        try (ServedWorkspace served =
                ServedWorkspace.start(folder, options -> options).project("film")) {
            List<OpenRequest> unfinished = new ArrayList<>();
            try {
                for (int i = 0; i < MANY; i++) {
                    unfinished.add(unfinished(served, i));
                }
                unfinished.forEach(OpenRequest::dribble);
                long start = System.nanoTime();

                assertThat(served.requests().get("/health/live").status()).isEqualTo(200);
                served.await(served.export("film", "{}"), "completed");

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
                assertThat(unfinished).allMatch(OpenRequest::dribble);
            } finally {
                for (OpenRequest each : unfinished) {
                    each.close();
                }
            }
        }
    }

    private static OpenRequest unfinished(ServedWorkspace served, int i) throws IOException {
        return switch (i % 3) {
            case 0 -> OpenRequest.post(served, EXPORT, "application/json", 1000);
            case 1 -> OpenRequest.post(served, IMPORT, "application/json", 1000);
            default -> OpenRequest.post(served, "/api/v1/exports/x/pause", "text/plain", 1000);
        };
    }

    @Test
    void smallBody_thatComesByteByByte_isRefusedAtItsDeadline() throws Exception {
        try (HeardLog log = HeardLog.open();
                ServedWorkspace served = quick(folder);
                OpenRequest request = OpenRequest.post(served, EXPORT, "application/json", 10_000)) {
            int sent = dribble(request, 300);

            assertThat(sent).as("bytes that were taken").isLessThan(300);
            assertThat(request.status(5_000)).isEqualTo("HTTP/1.1 408");
            assertThat(log.alarms()).isEmpty();
        }
    }

    @Test
    void upload_thatComesByteByByte_isRefused_andMakesRoomForAnother() throws Exception {
        try (ServedWorkspace served = quick(folder)) {
            List<OpenRequest> slow = new ArrayList<>();
            try {
                for (int i = 0; i < 8; i++) { // as many as may be on their way
                    slow.add(OpenRequest.post(
                            served, IMPORT + "/archive?name=slow" + i, "application/octet-stream", 1_000_000));
                }
                for (int i = 0; i < 150; i++) {
                    slow.forEach(OpenRequest::dribble);
                    Thread.sleep(20);
                }
                for (OpenRequest each : slow) {
                    assertThat(each.status(5_000)).isEqualTo("HTTP/1.1 408");
                }
            } finally {
                for (OpenRequest each : slow) {
                    each.close();
                }
            }
            Answer next = served.requests()
                    .with("Content-Type", "application/octet-stream")
                    .send("POST", IMPORT + "/archive?name=next", "no archive");
            assertThat(next.status()).isEqualTo(202);
        }
    }

    @Test
    void upload_thatIsLongButKeepsItsPace_isTaken() throws Exception {
        try (ServedWorkspace served = quick(folder);
                OpenRequest request = OpenRequest.post(
                        served, IMPORT + "/archive?name=steady", "application/octet-stream", 40L * 1024)) {
            for (int i = 0; i < 40; i++) {
                request.send("x".repeat(1024));
                Thread.sleep(40);
            }

            assertThat(request.status(5_000)).isEqualTo("HTTP/1.1 202");
        }
    }

    @Test
    void body_inManySmallPieces_isReadWhole() throws Exception {
        try (ServedWorkspace served =
                        ServedWorkspace.start(folder, options -> options).project("film");
                OpenRequest request = OpenRequest.to(
                        served,
                        "POST " + EXPORT + " HTTP/1.1",
                        "Host: localhost",
                        "Authorization: Bearer " + ServedWorkspace.TOKEN,
                        "Content-Type: application/json",
                        "Transfer-Encoding: chunked")) {
            for (String piece : List.of("{", "\"for", "mat\"", ": \"r", "ar\"}")) {
                request.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
                Thread.sleep(10);
            }
            request.send("0\r\n\r\n");

            assertThat(request.status(5_000)).isEqualTo("HTTP/1.1 400"); // there is no format "rar"
        }
    }

    private static ServedWorkspace quick(Path folder) throws IOException {
        return ServedWorkspace.start(folder, options -> options.idleTimeout(Duration.ofMillis(800)))
                .project("film");
    }

    private static int dribble(OpenRequest request, int most) throws InterruptedException {
        int sent = 0;
        while (sent < most && request.dribble()) {
            sent++;
            Thread.sleep(20);
        }
        return sent;
    }
}
