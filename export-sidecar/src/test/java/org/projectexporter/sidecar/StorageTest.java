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
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

import org.projectexporter.sidecar.internal.files.Sha256;

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
    void totals_sayWhatTakesHowMuch_andWhenItGoes() throws Exception {
        HeldSource held = new HeldSource();
        served = ServedWorkspace.start(folder, held, options -> options).project("film");
        String done = exported();
        held.hold();
        String paused = served.export("film", "{}");
        assertThat(served.requests().post(paused + "/pause").status()).isEqualTo(200);
        held.release();
        String upload = upload(1000);
        Files.write(
                Files.createDirectories(served.data().resolve("imports/left")).resolve("x"), new byte[500]);

        JsonNode storage = storage();

        assertThat(storage.path("archive_bytes").asLong()).isPositive();
        assertThat(storage.path("interrupted_bytes").asLong()).isPositive();
        assertThat(storage.path("upload_bytes").asLong()).isPositive();
        assertThat(storage.path("orphan_bytes").asLong()).isEqualTo(500);
        assertThat(storage.path("disk_bytes").asLong())
                .isGreaterThan(storage.path("free_bytes").asLong());
        assertThat(storage.path("removable")).isEmpty();
        assertThat(storage.path("scheduled"))
                .extracting(one ->
                        one.path("id").asText() + " " + one.path("reason").asText())
                .containsExactly(
                        upload + " abandoned",
                        done + " age",
                        paused.substring(paused.lastIndexOf('/') + 1) + " interrupted");
        assertThat(storage.path("scheduled_total").asInt()).isEqualTo(3);
        Instant at = Instant.parse(storage.at("/scheduled/1/at").asText());
        assertThat(at)
                .isBetween(Instant.now().plus(Duration.ofDays(6)), Instant.now().plus(Duration.ofDays(8)));
    }

    private String upload(int length) {
        String location = served.requests()
                .with("Tus-Resumable", "1.0.0")
                .with("Upload-Length", "" + length)
                .post("/api/v1/uploads")
                .header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    @Test
    void whatIsNotNeeded_isShown_andRemovedOnRequest_butNothingYoung() throws Exception {
        serve(options -> options);
        exported();
        String old = upload(10);
        String young = upload(10);
        served.close();
        age(old, Duration.ofHours(3));
        serve(options -> options);
        Path orphan = Files.createDirectories(served.data().resolve("exports/left"));
        FileTime then = FileTime.from(Instant.now().minus(Duration.ofHours(3)));
        Files.setLastModifiedTime(orphan, then);

        Answer preview =
                served.requests().post("/api/v1/storage/run", "{\"older_than_seconds\": 3600, \"preview\": true}");
        assertThat(preview.json().path("removed"))
                .extracting(one -> one.path("id").asText())
                .containsExactlyInAnyOrder(old, "exports/left");
        assertThat(orphan).exists();
        assertThat(storage().path("removable")).isEmpty();

        Answer run = served.requests().post("/api/v1/storage/run", "{\"older_than_seconds\": 3600}");
        assertThat(run.json().path("removed")).isEqualTo(preview.json().path("removed"));
        assertThat(orphan).doesNotExist();
        assertThat(served.requests().get("/api/v1/uploads/" + old).status()).isEqualTo(404);
        assertThat(served.requests().get("/api/v1/uploads/" + young).status()).isEqualTo(200);
        assertThat(served.requests().get("/api/v1/exports").json().path("exports"))
                .hasSize(1);
    }

    /** As if nothing had arrived for so long. */
    private void age(String upload, Duration age) throws IOException {
        Path file = served.data().resolve("uploads/" + upload + "/upload.json");
        String text = Files.readString(file);
        String then = Instant.now().minus(age).truncatedTo(ChronoUnit.MILLIS).toString();
        String second = text.lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .replaceAll("\"(20[0-9]{2}-[^\"]*Z)\"", "\"" + then + "\"");
        String sum = HexFormat.of().formatHex(Sha256.of(second));
        Files.writeString(
                file, text.lines().findFirst().orElseThrow().replaceAll("[0-9a-f]{64}", sum) + "\n" + second + "\n");
    }

    @Test
    void removalOfWhatIsYounger_orOfOthersUploads_isRefused() throws Exception {
        serve(options -> options);
        String run = "/api/v1/storage/run";

        Answer young = served.requests().post(run, "{\"older_than_seconds\": 599}");
        assertThat(young.status()).isEqualTo(400);
        assertThat(young.json().path("field").asText()).isEqualTo("older_than_seconds");
        assertThat(served.requests()
                        .post(run, "{\"preview\": 1}")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("preview");
        Requests deleter = served.as("deleter", EnumSet.of(TokenScope.DELETE), "*");
        Answer refused = deleter.post(run, "{\"older_than_seconds\": 600}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("field").asText()).isEqualTo("admin");
        assertThat(deleter.post(run, "{\"preview\": true}").status()).isEqualTo(200);
    }

    @Test
    void export_isKeptLonger_withinTheLimit() throws Exception {
        serve(options -> options.storage(
                StorageLimits.builder().longestKeep(Duration.ofDays(30)).build()));
        String export = "/api/v1/exports/" + exported();
        Instant later = Instant.now().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);

        Answer kept = keep(export, "\"" + later + "\"");
        assertThat(kept.status()).as(kept.toString()).isEqualTo(200);
        assertThat(Instant.parse(kept.json().path("expires_at").asText())).isEqualTo(later);
        assertThat(Instant.parse(kept.json().path("keep_until").asText())).isEqualTo(later);
        assertThat(storage().at("/scheduled/0/at").asText())
                .isEqualTo(kept.json().path("expires_at").asText());
        served.close();
        serve(options -> options);
        assertThat(served.requests().get(export).json().path("keep_until"))
                .isEqualTo(kept.json().path("keep_until"));
        assertThat(keep(export, "null").json().path("keep_until").isNull()).isTrue();
    }

    private Answer keep(String export, String until) {
        return served.requests()
                .with("Content-Type", "application/json")
                .send("PATCH", export, "{\"keep_until\": " + until + "}");
    }

    @Test
    void keepingTooLong_orWhatHasNotEnded_isRefused() throws Exception {
        HeldSource held = new HeldSource();
        served = ServedWorkspace.start(folder, held, options -> options).project("film");
        String export = "/api/v1/exports/" + exported();
        held.hold();
        String running = served.export("film", "{}");

        for (String until : List.of("\"3000-01-01T00:00:00Z\"", "\"2000-01-01T00:00:00Z\"", "\"soon\"", "7")) {
            Answer refused = keep(export, until);
            assertThat(refused.status()).as("%s %s", until, refused).isEqualTo(400);
            assertThat(refused.json().path("field").asText()).isEqualTo("keep_until");
        }
        assertThat(keep(running, "\"" + Instant.now().plusSeconds(60) + "\"").code())
                .isEqualTo("wrong_state");
        held.release();
        served.await(running, "completed");
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
