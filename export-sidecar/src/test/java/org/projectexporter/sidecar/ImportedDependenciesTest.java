package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The folder of dependencies that an import creates is a part of its project, and no other one; over real HTTP. */
class ImportedDependenciesTest {
    @TempDir
    Path folder;

    private ServedWorkspace served;
    private Path look;

    @BeforeEach
    void serve() throws IOException {
        Path library = Files.createDirectories(folder.resolve("library/luts"));
        look = Files.writeString(library.resolve("night.cube"), "LUT_3D_SIZE 2\n");
        served = ServedWorkspace.start(folder, options -> options.dependencyRoots(List.of(folder.resolve("library"))))
                .project("film");
        Files.createSymbolicLink(workspace("film/night.cube"), look);
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    private Path workspace(String path) {
        return folder.resolve("workspace").resolve(path);
    }

    /** Imports the archive of the film, with its dependencies, with a token that is for the new project. */
    private JsonNode imported() throws Exception {
        JsonNode export = served.await(served.export("film", "{\"include_dependencies\": true}"), "completed");
        Set<TokenScope> scopes = EnumSet.of(TokenScope.IMPORT, TokenScope.DOWNLOAD, TokenScope.READ);
        Answer started = served.as("editor", scopes, "film", "again")
                .post(
                        "/api/v1/projects/import",
                        "{\"export_id\": \"" + export.path("export_id").asText() + "\", \"name\": \"again\"}");
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        return served.await(started.header("Location"), "completed", "failed");
    }

    @Test
    void itIsNotListed_andHasNoIdOfItsOwn() throws Exception {
        JsonNode done = imported();

        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("completed");
        assertThat(workspace("again.dependencies/library/luts/night.cube")).hasSameBinaryContentAs(look);
        assertThat(served.requests().get("/api/v1/projects").json().path("projects"))
                .extracting(project -> project.path("id").asText())
                .containsExactly("again", "film");
        Requests greedy = served.as("greedy", EnumSet.of(TokenScope.START), "again.dependencies");
        for (Requests one : List.of(greedy, served.requests())) {
            assertThat(one.post("/api/v1/projects/again.dependencies/export", "{}")
                            .code())
                    .isEqualTo("unknown_project");
        }
    }

    @Test
    void itIsReachable_withTheProject_withoutAnotherFolderThatIsAllowed() throws Exception {
        imported();
        served.close();
        served = ServedWorkspace.start(folder, options -> options);
        Files.delete(workspace("again/night.cube"));
        Files.createSymbolicLink(
                workspace("again/night.cube"), Path.of("../again.dependencies/library/luts/night.cube"));
        Files.writeString(folder.resolve("workspace/secret.txt"), "of nobody's project");
        Files.createSymbolicLink(workspace("again/secret.txt"), Path.of("../secret.txt"));

        JsonNode export = served.await(
                served.export("again", "{\"include_dependencies\": true}"), "completed", "completed_with_warnings");
        String manifest = served.requests()
                .get("/api/v1/exports/" + export.path("export_id").asText() + "/manifest")
                .text();

        assertThat(manifest).contains("again.dependencies/again.dependencies/library/luts/night.cube");
        assertThat(export.path("result").path("warnings").toString()).contains("secret.txt");
    }

    @Test
    void projectWithoutItsOwner_isAProject_whateverItsName() throws Exception {
        served.project("lost.dependencies");

        served.await(served.export("lost.dependencies", "{}"), "completed");
    }

    @Test
    void namesOfParts_areNotNamesForImports() {
        for (String name : List.of("film.dependencies", "new.dependencies", "new.import")) {
            Answer refused = served.requests()
                    .post("/api/v1/projects/import", "{\"export_id\": \"x\", \"name\": \"" + name + "\"}");
            assertThat(refused.status()).as(name).isEqualTo(400);
            assertThat(refused.json().path("field").asText()).isEqualTo("name");
        }
    }
}
