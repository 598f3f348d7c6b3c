package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the storage job reports and removes, and what is handed over without a copy; over real HTTP. */
class StorageTest {
    @TempDir
    Path folder;

    private ServedWorkspace served;

    private void serve(UnaryOperator<SidecarOptions.Builder> options) throws IOException {
        served = ServedWorkspace.start(folder, options).project("film");
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    private String exported() throws Exception {
        return served.await(served.export("film", "{}"), "completed")
                .path("export_id")
                .asText();
    }

    private JsonNode storage() {
        Answer answer = served.requests().get("/api/v1/storage");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode run() {
        Answer answer = served.requests().post("/api/v1/storage/run");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private double figure(String pattern) {
        return served.requests()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.matches(pattern + " .*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void totals_areThoseOfTheProjects() throws Exception {
        serve(options ->
                options.storage(StorageLimits.builder().quotaBytes(1L << 30).build()));
        exported();
        exported();

        JsonNode storage = storage();

        JsonNode film = storage.path("projects").path(0);
        assertThat(film.path("project_id").asText()).isEqualTo("film");
        assertThat(film.path("archives").asInt()).isEqualTo(2);
        assertThat(film.path("bytes").asLong()).isPositive();
        assertThat(storage.path("used_bytes").asLong())
                .isEqualTo(film.path("bytes").asLong());
        assertThat(storage.path("quota_bytes").asLong()).isEqualTo(1L << 30);
        assertThat(storage.path("limits").path("archives_per_project").isNull()).isTrue();
        assertThat(storage.path("removable")).isEmpty();
    }

    @Test
    void orphans_areFoundAfterTheirTime_andRemoved_withAFigure() throws Exception {
        serve(options -> options.storage(
                StorageLimits.builder().orphans(Duration.ofHours(2)).build()));
        Path young = Files.createDirectories(served.data().resolve("uploads/young"));
        Path old = Files.createDirectories(served.data().resolve("exports/old/archive"));
        Path file = Files.write(old.resolve("film.zip"), new byte[1000]);
        FileTime then = FileTime.from(Instant.now().minus(Duration.ofHours(3)));
        for (Path path : List.of(file, old, old.getParent())) {
            Files.setLastModifiedTime(path, then);
        }
        Path later = Files.createDirectories(served.data().resolve("exports/newer"));
        Files.writeString(later.resolve("job.json"), "{}");
        Files.setLastModifiedTime(later.resolve("job.json"), then);
        Files.setLastModifiedTime(later, then);

        JsonNode plan = storage().path("removable");
        assertThat(plan).hasSize(1);
        assertThat(plan.path(0).path("id").asText()).isEqualTo("exports/old");
        assertThat(plan.path(0).path("bytes").asLong()).isEqualTo(1000);
        assertThat(old).exists();

        JsonNode run = run();

        assertThat(run.path("removed").path(0).path("reason").asText()).isEqualTo("orphan");
        assertThat(old.getParent()).doesNotExist();
        assertThat(young).exists();
        assertThat(later).exists();
        assertThat(figure("project_export_storage_removed_bytes_total\\{reason=\"orphan\"}"))
                .isEqualTo(1000);
        assertThat(figure("project_export_storage_runs_total")).isPositive();
        assertThat(storage().path("last_run").path("removed")).hasSize(1);
    }

    @Test
    void archive_isHandedOverByLink_andThenBelongsToItsReceiverAlone() throws Exception {
        Path given = Files.createDirectories(folder.resolve("given/film"));
        serve(options -> options.handOverFolders(List.of(folder.resolve("given"))));
        String id = exported();

        Answer answer = handOver(id, given);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        JsonNode file = answer.json().path("files").path(0);
        assertThat(file.path("method").asText()).isEqualTo("link");
        Path archive = Path.of(file.path("path").asText());
        assertThat(archive).hasParent(given).hasFileName("film.zip");
        assertThat(Files.getAttribute(archive, "unix:nlink")).isEqualTo(2);
        assertThat(handOver(id, given).status()).as("again").isEqualTo(200);

        assertThat(served.requests().delete("/api/v1/exports/" + id).status()).isEqualTo(204);
        assertThat(Files.getAttribute(archive, "unix:nlink")).isEqualTo(1);
        assertThat(Files.size(archive)).isEqualTo(file.path("bytes").asLong());

        Answer started = served.requests()
                .post("/api/v1/projects/import", "{\"name\": \"again\", \"archive_path\": \"" + archive + "\"}");
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        JsonNode done = served.await(started.header("Location"), "completed", "failed");
        assertThat(done.path("project_id").asText()).as(done.toString()).isEqualTo("again");
        assertThat(done.toString()).doesNotContain(folder.toString());
        assertThat(archive).exists();
    }

    private Answer handOver(String id, Path target) {
        return served.requests().post("/api/v1/exports/" + id + "/hand-over", "{\"folder\": \"" + target + "\"}");
    }

    @Test
    void nothingIsHandedOver_outsideOfTheAllowedFolders_orOverAnotherFile() throws Exception {
        Path given = Files.createDirectories(folder.resolve("given"));
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(given.resolve("out"), elsewhere);
        serve(options -> options.handOverFolders(List.of(given)));
        String id = exported();

        for (Path target : List.of(
                elsewhere,
                given.resolve("out"),
                given.resolve("../elsewhere"),
                given.resolve("none"),
                Path.of("given"))) {
            Answer refused = handOver(id, target);
            assertThat(refused.status()).as("%s: %s", target, refused).isIn(400, 403);
        }
        Files.writeString(given.resolve("film.zip"), "mine");
        assertThat(handOver(id, given).code()).isEqualTo("conflict");

        assertThat(given.resolve("film.zip")).hasContent("mine");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void theDataFolder_isNoPlaceForHandingOver() throws Exception {
        serve(options -> options.handOverFolders(List.of(folder)));
        String id = exported();

        assertThat(handOver(id, served.data().resolve("exports")).code()).isEqualTo("folder_not_allowed");
        Path own = served.data().resolve("exports/" + id + "/archive/film.zip");
        assertThat(own).exists();
        assertThat(served.requests()
                        .post("/api/v1/projects/import", "{\"name\": \"again\", \"archive_path\": \"" + own + "\"}")
                        .code())
                .isEqualTo("folder_not_allowed");
        assertThat(handOver(id, folder).status()).isEqualTo(200);
    }

    @Test
    void handingOver_isOffByDefault() throws Exception {
        serve(options -> options);

        assertThat(handOver(exported(), folder).code()).isEqualTo("folder_not_allowed");
    }
}
