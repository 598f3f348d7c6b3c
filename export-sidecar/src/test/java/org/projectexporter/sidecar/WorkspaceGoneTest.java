package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A workspace that disappears while the server runs, as when its disk is unmounted, and comes back. */
class WorkspaceGoneTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/projects",
        "POST, /api/v1/projects/film/export",
        "POST, /api/v1/projects/import/archive?name=other",
        "POST, /api/v1/projects/import/archive?name=other&on_conflict=rename"
    })
    void requestsThatNeedIt_areAnsweredWith503_untilItIsBack(String method, String target) throws IOException {
        try (ServedWorkspace served =
                ServedWorkspace.start(folder, options -> options).project("film")) {
            Files.move(folder.resolve("workspace"), folder.resolve("away"));
            Answer answer =
                    served.requests().with("Content-Type", "application/zip").send(method, target, "");

            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("workspace_gone");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.text()).doesNotContain(folder.toString());

            Files.move(folder.resolve("away"), folder.resolve("workspace"));
            assertThat(served.requests().get("/api/v1/projects").status()).isEqualTo(200);
        }
    }

    @Test
    void theServer_isAlive_andNotReady() throws IOException {
        try (ServedWorkspace served =
                ServedWorkspace.start(folder, options -> options).project("film")) {
            Files.move(folder.resolve("workspace"), folder.resolve("away"));

            assertThat(served.requests().get("/health/live").status()).isEqualTo(200);
            assertThat(served.requests().get("/health/ready").status()).isEqualTo(503);
            assertThat(served.requests()
                            .get("/health/ready")
                            .json()
                            .path("status")
                            .asText())
                    .isEqualTo("workspace_gone");
        }
    }
}
