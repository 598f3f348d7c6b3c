package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

import org.projectexporter.sidecar.internal.webhooks.FakeReceiver;

/** Webhooks of imports: one for each end, about an import that can be fetched. */
class ImportWebhooksTest {
    private static final String SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    @TempDir
    Path folder;

    private FakeReceiver receiver;
    private ServedWorkspace served;

    @BeforeEach
    void serve() throws IOException {
        receiver = new FakeReceiver();
        Path file = Files.writeString(
                folder.resolve("webhooks.json"),
                String.format(
                        Locale.ROOT,
                        "{\"targets\": [{\"name\": \"backend\", \"url\": \"http://127.0.0.1:%d/hook\","
                                + " \"secrets\": [\"%s\"], \"allow_private_addresses\": true, \"events\":"
                                + " [\"import.completed\", \"import.failed\", \"import.cancelled\"]}]}",
                        receiver.port(),
                        SECRET));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        served =
                ServedWorkspace.start(folder, options -> options.webhooks(file)).project("film");
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
        receiver.close();
    }

    private JsonNode message() throws Exception {
        return new ObjectMapper().readTree(receiver.next().body());
    }

    /** Messages are sent one after the other, so that a later one shows which did not come before it. */
    private JsonNode messageOfACompletedImport(String name) throws Exception {
        JsonNode export = served.await(served.export("film", "{}"), "completed");
        String body = String.format(
                Locale.ROOT,
                "{\"export_id\": \"%s\", \"name\": \"%s\"}",
                export.path("export_id").asText(),
                name);
        Answer preview = served.requests().post("/api/v1/projects/import", body.replace("}", ", \"preview\": true}"));
        served.await(preview.header("Location"), "completed");
        Answer started = served.requests().post("/api/v1/projects/import", body);
        served.await(started.header("Location"), "completed");
        return message();
    }

    @Test
    void completedImport_isReported_andAPreviewIsNot() throws Exception {
        JsonNode message = messageOfACompletedImport("again");

        assertThat(message.path("type").asText()).isEqualTo("import.completed");
        assertThat(message.at("/data/project_id").asText()).isEqualTo("again");
        assertThat(message.at("/data/files").asInt()).isEqualTo(2);
    }

    @Test
    void importThatIsCancelledWhileItsArchiveArrives_isReportedOnce_andRemembered() throws Exception {
        String path;
        try (OpenRequest sending = OpenRequest.post(
                served, "/api/v1/projects/import/archive?name=cancelled", "application/octet-stream", 5_000_000)) {
            sending.send("x".repeat(100_000));
            path = awaitImport();
            assertThat(served.requests().delete(path).status()).isEqualTo(204);
            sending.send("x".repeat(1_000_000));
            assertThat(sending.status(5_000)).isEqualTo("HTTP/1.1 409");
        }

        JsonNode message = message();
        assertThat(message.path("type").asText()).isEqualTo("import.cancelled");
        assertThat(message.at("/data/error/code").asText()).isEqualTo("cancelled");
        assertThat(message.at("/data/links/self").asText()).isEqualTo(path);
        assertThat(served.requests().get(path).json().path("state").asText()).isEqualTo("cancelled");
        List<JsonNode> events = ImportListener.all(served, path);
        assertThat(events).extracting(event -> event.path("type").asText()).containsOnlyOnce("import_error");
        assertThat(messageOfACompletedImport("later").path("type").asText()).isEqualTo("import.completed");
    }

    @Test
    void importWhoseArchiveDoesNotArriveCompletely_isReported_andRemembered() throws Exception {
        try (OpenRequest sending = OpenRequest.post(
                served, "/api/v1/projects/import/archive?name=half", "application/octet-stream", 5_000_000)) {
            sending.send("x".repeat(100_000));
            awaitImport();
        }

        JsonNode message = message();
        assertThat(message.path("type").asText()).isEqualTo("import.failed");
        JsonNode kept =
                served.requests().get(message.at("/data/links/self").asText()).json();
        assertThat(kept.path("state").asText()).as(kept.toString()).isEqualTo("failed");
        assertThat(kept.at("/error/code").asText()).isEqualTo("interrupted");
        assertThat(served.data().resolve("uploads")).isEmptyDirectory();
    }

    private String awaitImport() throws InterruptedException {
        for (int left = 500; left > 0; left--) {
            JsonNode all = served.requests().get("/api/v1/imports").json().path("imports");
            if (!all.isEmpty()) {
                return all.path(0).path("links").path("self").asText();
            }
            Thread.sleep(10);
        }
        throw new AssertionError("there is no import");
    }
}
