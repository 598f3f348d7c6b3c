package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** Exports over real HTTP, with the real engine. */
class ExportRoutesTest {
    private static final String DONE = "completed";

    @TempDir
    static Path folder;

    private static ServedWorkspace served;

    @BeforeAll
    static void serve() throws IOException {
        served = ServedWorkspace.start(folder, options -> options)
                .project("film")
                .project("Ünter dem 100% Mond");
    }

    @AfterAll
    static void stop() throws IOException {
        served.close();
    }

    @Test
    void projectsAndFormats_areListed_withLinksThatLead() {
        JsonNode projects = served.requests().get("/api/v1/projects").json().path("projects");
        JsonNode formats = served.requests().get("/api/v1/formats").json().path("formats");

        assertThat(projects.findValuesAsText("id")).containsExactly("film", "Ünter dem 100% Mond");
        for (JsonNode project : projects) {
            String exports = project.path("links").path("exports").asText();
            assertThat(served.requests().get(exports).status()).isEqualTo(200);
        }
        assertThat(formats.findValuesAsText("name")).containsExactly("tar", "tar.gz", "tar.zst", "zip");
        assertThat(formats.path(3).path("suffix").asText()).isEqualTo(".zip");
    }

    @Test
    void export_isStartedByItsLink_andTellsWhatItHasMade() throws Exception {
        JsonNode projects = served.requests().get("/api/v1/projects").json().path("projects");
        String start = projects.path(1).path("links").path("export").asText();

        Answer started = served.requests().post(start, "{\"format\": \"tar\"}");
        JsonNode done = served.await(started.header("Location"), DONE);

        assertThat(started.status()).isEqualTo(202);
        assertThat(started.json().path("project_id").asText()).isEqualTo("Ünter dem 100% Mond");
        assertThat(started.header("Location"))
                .isEqualTo("/api/v1/exports/" + started.json().path("export_id").asText());
        assertThat(done.path("options").path("format").asText()).isEqualTo("tar");
        assertThat(done.path("progress").path("progress").asDouble()).isEqualTo(1);
        JsonNode result = done.path("result");
        assertThat(result.path("files").asLong()).isEqualTo(2);
        assertThat(result.path("volumes")).hasSize(1);
        assertThat(result.path("volumes").path(0).path("name").asText()).isEqualTo("Ünter dem 100% Mond.tar");
        assertThat(done.path("links").fieldNames())
                .toIterable()
                .containsExactly("self", "events", "verify", "manifest", "download");
        assertThat(served.requests().get(start + "s").json().path("exports").path(0))
                .isEqualTo(done);
    }

    @Test
    void manifest_isThatOfTheArchive() throws Exception {
        JsonNode done = served.await(served.export("film", "{\"format\": \"zip\"}"), DONE);
        Answer manifest =
                served.requests().get(done.path("links").path("manifest").asText());

        assertThat(manifest.status()).isEqualTo(200);
        assertThat(manifest.json().path("export_version").asText()).isEqualTo("1.0");
        assertThat(manifest.json().path("statistics").path("total_files").asLong())
                .isEqualTo(2);
    }

    @Test
    void sameKeyWithTheSameRequest_isTheSameExport_andWithAnotherRefused() {
        Requests keyed = served.requests().with("Idempotency-Key", "take-1");
        Answer first = keyed.post("/api/v1/projects/film/export", "{\"verify\": true}");
        Answer second = keyed.post("/api/v1/projects/film/export", "{\"verify\": true, \"exclude\": []}");
        Answer other = keyed.post("/api/v1/projects/film/export");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void verify_provesTheArchive_andTellsIt() throws Exception {
        JsonNode done = served.await(served.export("film", "{}"), DONE);

        Answer verifying =
                served.requests().post(done.path("links").path("verify").asText());
        served.await(done.path("links").path("self").asText(), DONE);
        JsonNode after =
                served.requests().get(done.path("links").path("self").asText()).json();

        assertThat(verifying.status()).isEqualTo(202);
        assertThat(after.path("verification").path("ok").asBoolean()).isTrue();
    }

    @Test
    void delete_ofAFinishedExport_forgetsIt() throws Exception {
        String export = served.export("film", "");
        served.await(export, DONE);

        assertThat(served.requests().delete(export).status()).isEqualTo(204);
        assertThat(served.requests().get(export).status()).isEqualTo(404);
        assertThat(served.requests().delete(export).status()).isEqualTo(404);
    }

    @Test
    void whatTheStateDoesNotAllow_isAConflict() throws Exception {
        String export = served.export("film", "");
        served.await(export, DONE);

        for (String action : new String[] {"/pause", "/resume"}) {
            Answer answer = served.requests().post(export + action);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("wrong_state");
        }
    }

    @Test
    void head_isAnsweredAsGetIs_withoutABody() {
        Answer get = served.requests().get("/api/v1/formats");
        Answer head = served.requests().send("HEAD", "/api/v1/formats", "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
    }
}
