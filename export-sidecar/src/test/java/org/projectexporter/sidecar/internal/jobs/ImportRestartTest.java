package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.sidecar.ServedWorkspace;
import org.projectexporter.testkit.fixtures.Noise;

/** Imports whose project already had its name when the process died, while others wait; over real HTTP. */
class ImportRestartTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    private ServedWorkspace served;
    private String exportId;

    @BeforeEach
    void makeArchive() throws Exception {
        served = ServedWorkspace.start(folder, options -> options).project("film");
        Files.write(workspace("film/take.mov"), new Noise(3).bytes(60_000_000));
        exportId = served.await(served.export("film", "{}"), "completed")
                .path("export_id")
                .asText();
        served.close();
        for (int i = 0; i < 4; i++) {
            store(order("waits-" + i), ImportState.QUEUED, NOW.minusSeconds(60 - i), Optional.empty());
        }
        Files.createDirectories(workspace("again"));
        Files.createDirectories(workspace("again.import"));
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    private Path workspace(String path) {
        return folder.resolve("workspace").resolve(path);
    }

    private ImportOrder order(String name) {
        return new ImportOrder(ImportSource.ofExport(exportId), name, OnConflict.FAIL, false, false);
    }

    private String store(ImportOrder order, ImportState state, Instant createdAt, Optional<String> target)
            throws IOException {
        ImportViewBuilder view = new ImportViewBuilder(UUID.randomUUID().toString(), order, createdAt).state(state);
        return store(view, target);
    }

    private String store(ImportViewBuilder view, Optional<String> target) throws IOException {
        ImportView built = view.build();
        new ImportStore(folder.resolve("data/imports")).create(new ImportRecord(built, Optional.empty(), 5, target));
        return "/api/v1/imports/" + built.id();
    }

    private void restart() throws IOException {
        served = ServedWorkspace.start(folder, options -> options);
    }

    private JsonNode json(String path) {
        return served.requests().get(path).json();
    }

    @Test
    void oneThatIsDeletedAtOnce_leavesNoProject() throws Exception {
        String path = store(order("again"), ImportState.RUNNING, NOW, Optional.of("again"));
        restart();

        assertThat(served.requests().delete(path).status()).isEqualTo(204);

        assertThat(json(path).path("state").asText()).isEqualTo("cancelled");
        assertThat(workspace("again")).doesNotExist();
        assertThat(workspace("again.import")).doesNotExist();
        assertThat(workspace("waits-3")).as("others waited").doesNotExist();
    }

    @Test
    void oneThatIsLeftAlone_isCompletedBeforeOthersBegin() throws Exception {
        String path = store(order("again"), ImportState.RUNNING, NOW, Optional.of("again"));
        restart();

        JsonNode done = served.await(path, "completed", "failed");

        assertThat(done.path("project_id").asText()).as(done.toString()).isEqualTo("again");
        assertThat(done.path("result").path("files").asInt()).isEqualTo(3);
        assertThat(workspace("waits-3")).as("others waited").doesNotExist();
    }

    @Test
    void oneWhoseResultIsRecorded_isCompletedWhenRequestsAreAccepted() throws Exception {
        ImportView.Result result =
                new ImportView.Result("zip", 3, 60_000_000, OptionalLong.empty(), 0, false, List.of(), List.of());
        ImportViewBuilder view = new ImportViewBuilder(UUID.randomUUID().toString(), order("again"), NOW)
                .state(ImportState.RUNNING)
                .projectId("again")
                .result(result);
        String path = store(view, Optional.of("again"));
        restart();

        assertThat(json(path).path("state").asText()).isEqualTo("completed");
        assertThat(workspace("again.import")).doesNotExist();
        assertThat(workspace("again")).exists();
    }

    /** The process died between the record of the cancellation and the removal. */
    @Test
    void whatACancelledOneHasLeft_isRemoved_andThenItCanBeForgotten() throws Exception {
        ImportViewBuilder view = new ImportViewBuilder(UUID.randomUUID().toString(), order("again"), NOW)
                .state(ImportState.CANCELLED)
                .finishedAt(NOW)
                .expiresAt(Instant.now().plusSeconds(3600));
        String path = store(view, Optional.of("again"));
        restart();

        for (int i = 0; i < 1000 && served.requests().delete(path).status() != 204; i++) {
            Thread.sleep(10);
        }

        assertThat(served.requests().get(path).status()).isEqualTo(404);
        assertThat(workspace("again")).doesNotExist();
        assertThat(workspace("again.import")).doesNotExist();
    }
}
