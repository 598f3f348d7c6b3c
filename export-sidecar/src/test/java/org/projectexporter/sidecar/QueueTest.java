package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** Exports that wait, run, are stopped and go on, over real HTTP. */
class QueueTest {
    private static final String START = "/api/v1/projects/film/export";
    private static final HeldSource HELD = new HeldSource();

    @TempDir
    static Path folder;

    private static ServedWorkspace served;

    @BeforeAll
    static void serve() throws IOException {
        served = ServedWorkspace.start(
                        folder, HELD, options -> options.maxRunning(1).maxQueued(1))
                .project("film");
    }

    @AfterAll
    static void stop() throws IOException {
        served.close();
    }

    @BeforeEach
    void hold() {
        HELD.hold();
    }

    @AfterEach
    void release() {
        HELD.release();
        for (JsonNode export :
                served.requests().get("/api/v1/projects/film/exports").json().path("exports")) {
            served.requests().delete(export.path("links").path("self").asText());
        }
    }

    @Test
    void moreThanMayWait_areAskedToTryLater() throws Exception {
        String running = served.export("film", "");
        served.await(running, "running");
        String waiting = served.export("film", "");

        Answer refused = served.requests().post(START);
        String metrics = served.requests().get("/metrics").text();

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("queue_full");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        assertThat(served.requests().get(waiting).json().path("state").asText()).isEqualTo("queued");
        assertThat(metrics)
                .contains("project_export_running 1.0\n", "project_export_queued 1.0\n")
                .contains("project_export_exports{state=\"queued\"} 1.0\n")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void pausedExport_resumesOnRequest() throws Exception {
        String export = served.export("film", "");
        JsonNode running = served.await(export, "running");
        Answer paused =
                served.requests().post(running.path("links").path("pause").asText());
        HELD.release();
        Answer resumed = served.requests()
                .post(paused.json().path("links").path("resume").asText());

        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.json().path("state").asText()).isEqualTo("paused");
        assertThat(resumed.status()).isEqualTo(202);
        assertThat(served.await(export, "completed")
                        .path("result")
                        .path("files")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void deletedExport_thatRuns_isCancelled_andStillKnown() throws Exception {
        String export = served.export("film", "");
        JsonNode running = served.await(export, "running");

        assertThat(running.path("links").path("cancel").asText()).isEqualTo(export);
        assertThat(served.requests().delete(export).status()).isEqualTo(204);
        assertThat(served.requests().get(export).json().path("state").asText()).isEqualTo("cancelled");
        assertThat(served.requests().get(export + "/manifest").code()).isEqualTo("not_ready");
    }
}
