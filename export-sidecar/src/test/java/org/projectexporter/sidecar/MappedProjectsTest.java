package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.projectexporter.sidecar.ProjectDirectory.Project;

/** Projects by the ids of a backend, over HTTP. */
class MappedProjectsTest {
    private static final String ID = "8f14e45f-ceea-467f-a8d3-2c1b6f8a8d11";
    private static final String COMPLETED = "completed";

    @TempDir
    Path folder;

    private Path file;
    private Path first;
    private Path second;

    @BeforeEach
    void makeProjects() throws IOException {
        first = project("disk a/clients/acme/film");
        second = project("disk b/film two");
        file = folder.resolve("projects.json");
    }

    private Path project(String path) throws IOException {
        Path project = Files.createDirectories(folder.resolve(path));
        Files.writeString(project.resolve("note.txt"), path + "\n");
        return project;
    }

    /** Replaces the file as it should be replaced, by a rename. */
    private void map(String json) throws IOException {
        Path next = Files.writeString(folder.resolve("projects.json.new"), json);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private ServedWorkspace serve() throws IOException {
        ProjectDirectory projects = ProjectDirectory.ofFile(file);
        return ServedWorkspace.start(folder, options -> options.projects(projects));
    }

    private static JsonNode manifest(ServedWorkspace served, JsonNode export) {
        return served.requests()
                .get(export.path("links").path("manifest").asText())
                .json();
    }

    private static String archiveName(JsonNode export) {
        return export.at("/result/volumes/0/name").asText();
    }

    @Test
    void anIdOfTheFile_isThatOfTheManifest_andAFolderOfTheWorkspaceHasOneMadeOfItsName() throws Exception {
        map(String.format(
                Locale.ROOT,
                "{\"%s\": \"%s\", \"take 2: é\": {\"path\": \"disk b/film two\", \"name\": \"Second\"}}",
                ID,
                first));
        try (ServedWorkspace served = serve().project("folder")) {
            JsonNode one = served.await(served.export(ID, "{}"), COMPLETED);
            JsonNode two = served.await(served.export("take%202:%20%C3%A9", "{}"), COMPLETED);
            JsonNode three = served.await(served.export("folder", "{}"), COMPLETED);

            assertThat(one.path("project_id").asText()).isEqualTo(ID);
            assertThat(archiveName(one)).isEqualTo("film.zip");
            assertThat(manifest(served, one).path("project_id").asText()).isEqualTo(ID);
            assertThat(manifest(served, one).path("name").asText()).isEqualTo("film");
            assertThat(archiveName(two)).isEqualTo("Second.zip");
            assertThat(manifest(served, two).path("project_id").asText()).isEqualTo("take 2: é");
            assertThat(manifest(served, two).path("name").asText()).isEqualTo("Second");
            assertThat(manifest(served, three).path("project_id").asText())
                    .isEqualTo(UUID.nameUUIDFromBytes("folder".getBytes(StandardCharsets.UTF_8))
                            .toString());
            JsonNode listed = served.requests().get("/api/v1/projects").json().path("projects");
            assertThat(listed.findValuesAsText("id")).containsExactly(ID, "folder", "take 2: é");
            assertThat(listed.findValuesAsText("name")).containsExactly("film", "folder", "Second");
            assertThat(served.requests()
                            .get(listed.at("/2/links/exports").asText())
                            .json()
                            .path("exports"))
                    .hasSize(1);
        }
    }

    /** It would be hidden by the project that is mapped, or hide the one of the second workspace. */
    @Test
    void anImport_createsNoProjectWithAnIdThatAnotherHas() throws Exception {
        map(String.format(Locale.ROOT, "{\"mapped\": \"%s\", \"gone\": \"/none\"}", first));
        ProjectDirectory projects = ProjectDirectory.ofFile(file);
        List<Path> workspaces = List.of(folder.resolve("workspace"), folder.resolve("disk b"));
        try (ServedWorkspace served = ServedWorkspace.start(
                folder, options -> options.projects(projects).workspaces(workspaces))) {
            String export = served.await(served.export("mapped", "{}"), COMPLETED)
                    .path("export_id")
                    .asText();
            for (String id : List.of("mapped", "gone", "film two")) {
                String body = "{\"export_id\": \"" + export + "\", \"name\": \"" + id + "\"";

                assertThat(served.requests()
                                .post("/api/v1/projects/import", body + "}")
                                .code())
                        .isEqualTo("conflict");
                JsonNode preview = imported(served, body + ", \"preview\": true}");
                assertThat(preview.at("/result/name_taken").asBoolean()).isTrue();
                assertThat(preview.path("project_id").isNull()).isTrue();
                JsonNode renamed = imported(served, body + ", \"on_conflict\": \"rename\"}");
                assertThat(renamed.path("project_id").asText()).isEqualTo(id + "-2");
                assertThat(folder.resolve("workspace").resolve(id)).doesNotExist();
            }
        }
    }

    private static JsonNode imported(ServedWorkspace served, String body) throws Exception {
        Answer started = served.requests().post("/api/v1/projects/import", body);
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        JsonNode done = served.await(started.header("Location"), COMPLETED, "failed");
        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo(COMPLETED);
        return done;
    }

    @Test
    void theFile_isReadAgainWhenItChanges_andAnIdThatIsGoneIsUnknown() throws Exception {
        map(String.format(Locale.ROOT, "{\"%s\": \"%s\"}", ID, first));
        try (ServedWorkspace served = serve()) {
            map(String.format(Locale.ROOT, "{\"other\": \"%s\"}", second));

            assertThat(served.requests()
                            .post("/api/v1/projects/" + ID + "/export")
                            .code())
                    .isEqualTo("unknown_project");
            served.await(served.export("other", "{}"), COMPLETED);

            Files.writeString(
                    file, String.format(Locale.ROOT, "{\"third\": \"%s\"}", second)); // in place, with the same length
            served.await(served.export("third", "{}"), COMPLETED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"a\": 1}",
                "{\"a\": \"/x\", \"a\": \"/y\"}",
                "{\"a/b\": \"/x\"}",
                "{\"..\": \"/x\"}",
                "{\"a%2f\": \"/x\"}",
                "{\"a\": {\"path\": \"/x\", \"nmae\": \"b\"}}",
                "{\"a\": {\"path\": \"/x\", \"name\": \"b/c\"}}",
                "{\"a\": \"\"}"
            })
    void aVersionWithAMistake_isNotUsed_andNotSilent(String mistake) throws Exception {
        map(String.format(Locale.ROOT, "{\"%s\": \"%s\"}", ID, first));
        try (HeardLog log = HeardLog.open();
                ServedWorkspace served = serve()) {
            map(mistake);

            served.await(served.export(ID, "{}"), COMPLETED);
            Answer ready = served.requests().get("/health/ready");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.json().path("status").asText()).isEqualTo("projects_outdated");
            assertThat(served.requests().get("/metrics").text()).contains("project_export_projects_outdated 1.0");
            assertThat(log.alarms().stream().filter(line -> line.contains("is not used")))
                    .singleElement()
                    .asString()
                    .contains(file.toString());

            map(String.format(Locale.ROOT, "{\"%s\": \"%s\"}", ID, second));
            assertThat(served.requests()
                            .get("/health/ready")
                            .json()
                            .path("status")
                            .asText())
                    .isEqualTo("ok");
            assertThat(served.requests().get("/metrics").text()).contains("project_export_projects_outdated 0.0");
        }
        map(mistake);
        assertThatThrownBy(() -> ProjectDirectory.ofFile(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aFileThatIsGone_isNotAnEmptyOne() throws Exception {
        map(String.format(Locale.ROOT, "{\"%s\": \"%s\"}", ID, first));
        try (ServedWorkspace served = serve()) {
            Files.delete(file);

            served.await(served.export(ID, "{}"), COMPLETED);
            assertThat(served.requests()
                            .get("/health/ready")
                            .json()
                            .path("status")
                            .asText())
                    .isEqualTo("projects_outdated");
        }
    }

    @Test
    void aFolderThatIsGone_isAnAnswerOfItsOwn() throws Exception {
        map(String.format(Locale.ROOT, "{\"%s\": \"%s\"}", ID, folder.resolve("none")));
        try (ServedWorkspace served = serve()) {
            Answer answer = served.requests().post("/api/v1/projects/" + ID + "/export");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("project_gone");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.text()).doesNotContain(folder.toString());
        }
    }

    @Test
    void rootsOfTheOperator_confineProjects_andAllowLinks() throws Exception {
        Path outside = project("elsewhere/secret");
        Path link = Files.createSymbolicLink(folder.resolve("disk a/link"), outside);
        map(String.format(
                Locale.ROOT,
                "{\"in\": \"%s\", \"out\": \"%s\", \"link\": \"%s\", \"root\": \"%s\"}",
                first,
                outside,
                link,
                folder.resolve("disk a")));
        ProjectDirectory projects = ProjectDirectory.ofFile(file);
        try (ServedWorkspace served = ServedWorkspace.start(
                folder, options -> options.projects(projects).projectRoots(List.of(folder.resolve("disk a"))))) {
            Files.createSymbolicLink(folder.resolve("workspace/linked"), first);
            Files.createSymbolicLink(folder.resolve("workspace/leads out"), outside);

            served.await(served.export("in", "{}"), COMPLETED);
            for (String id : new String[] {"out", "link", "root"}) {
                Answer answer = served.requests().post("/api/v1/projects/" + id + "/export");
                assertThat(answer.status()).as(id).isEqualTo(403);
                assertThat(answer.code()).isEqualTo("project_not_allowed");
                assertThat(answer.text()).doesNotContain(folder.toString());
            }
            JsonNode linked = served.await(served.export("linked", "{}"), COMPLETED);
            assertThat(archiveName(linked)).isEqualTo("linked.zip");
            assertThat(manifest(served, linked).path("name").asText()).isEqualTo("linked");
            assertThat(served.requests()
                            .post("/api/v1/projects/leads%20out/export")
                            .code())
                    .isEqualTo("unknown_project");
        }
    }

    @Test
    void theDataFolder_isNeverPartOfAProject() throws Exception {
        Files.createDirectories(folder.resolve("data/exports"));
        map(String.format(
                Locale.ROOT,
                "{\"above\": \"%s\", \"same\": \"%s\", \"below\": \"%s\"}",
                folder,
                folder.resolve("data"),
                folder.resolve("data/exports")));
        try (ServedWorkspace served = serve()) {
            for (String id : new String[] {"above", "same", "below"}) {
                assertThat(served.requests()
                                .post("/api/v1/projects/" + id + "/export")
                                .code())
                        .as(id)
                        .isEqualTo("project_not_allowed");
            }
        }
    }

    @Test
    void withoutAWorkspace_idsAreAll_andNothingCanBeImported() throws Exception {
        SidecarOptions options = SidecarOptions.builder(folder.resolve("data"))
                .port(0)
                .token(ServedWorkspace.TOKEN)
                .projects(id -> id.equals("7") ? Optional.of(Project.of("7", first)) : Optional.empty())
                .build();
        try (Sidecar sidecar = Sidecar.start(options)) {
            Requests requests = Requests.to(sidecar.port(), ServedWorkspace.TOKEN);

            assertThat(requests.post("/api/v1/projects/7/export").status()).isEqualTo(202);
            assertThat(requests.post("/api/v1/projects/8/export").code()).isEqualTo("unknown_project");
            assertThat(requests.get("/api/v1/projects").json().path("projects")).isEmpty();
            Answer imported = requests.with("Content-Type", "application/zip")
                    .send("POST", "/api/v1/projects/import/archive?name=film", "PK");
            assertThat(imported.status()).isEqualTo(409);
            assertThat(imported.code()).isEqualTo("no_workspace");
        }
    }

    @Test
    void severalWorkspaces_areSearchedInOrder() throws Exception {
        project("workspace/film");
        project("more/film");
        project("more/other");
        List<Path> both = List.of(folder.resolve("workspace"), folder.resolve("more"));
        try (ServedWorkspace served = ServedWorkspace.start(folder, options -> options.workspaces(both))) {
            assertThat(served.requests()
                            .get("/api/v1/projects")
                            .json()
                            .path("projects")
                            .findValuesAsText("id"))
                    .containsExactly("film", "other");
            served.await(served.export("other", "{}"), COMPLETED);

            Files.move(folder.resolve("workspace"), folder.resolve("away"));
            assertThat(served.requests().post("/api/v1/projects/film/export").code())
                    .as("not the project of the same name in the second one")
                    .isEqualTo("workspace_gone");
        }
    }

    @Test
    void patternsThatAreNotValid_areRefusedAtTheRequest_withTheirField() throws Exception {
        map(String.format(Locale.ROOT, "{\"%s\": \"%s\"}", ID, first));
        try (ServedWorkspace served = serve()) {
            Answer answer =
                    served.requests().post("/api/v1/projects/" + ID + "/export", "{\"exclude\": [\"*.mov\", \"[a\"]}");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("invalid_option");
            assertThat(answer.json().path("field").asText()).isEqualTo("exclude");
            assertThat(answer.text()).contains("[a");
        }
    }
}
