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
import java.util.List;

import org.projectexporter.ExportRequest.PathMapping;

/** Timelines that name media of other folders: exported with a map of paths, and imported so that they find them. */
class RelinkedImportTest {
    private static final String TIMELINE =
            "{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"D:\\\\Media\\\\a 1.mov\"}";
    private static final String PREMIERE =
            "<PremiereData><Media><FilePath>D:\\Media\\a 1.mov</FilePath></Media></PremiereData>";

    @TempDir
    Path folder;

    private ServedWorkspace served;

    @BeforeEach
    void serve() throws IOException {
        Path library = Files.createDirectories(folder.resolve("library"));
        Files.writeString(library.resolve("a 1.mov"), "media");
        served = ServedWorkspace.start(folder, options -> options.dependencyRoots(List.of(library))
                        .pathMappings(List.of(new PathMapping("D:\\Media", library))))
                .project("film");
        Files.writeString(workspace("film/cut.otio"), TIMELINE);
        Files.writeString(workspace("film/cut.prproj"), PREMIERE);
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    private Path workspace(String path) {
        return folder.resolve("workspace").resolve(path);
    }

    private Answer start(String more) throws Exception {
        JsonNode export = served.await(served.export("film", "{\"include_dependencies\": true}"), "completed");
        return served.requests()
                .post(
                        "/api/v1/projects/import",
                        "{\"export_id\": \"" + export.path("export_id").asText() + "\", \"name\": \"again\"" + more
                                + "}");
    }

    private JsonNode imported(String more) throws Exception {
        Answer started = start(more);
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        return served.await(started.header("Location"), "completed", "failed");
    }

    @Test
    void withRelink_documentsLeadToTheMedia_andWhatIsLeftIsListed() throws Exception {
        JsonNode done = imported(", \"relink\": true");

        assertThat(done.path("relink").asBoolean()).isTrue();
        assertThat(workspace("again/cut.otio"))
                .hasContent(TIMELINE.replace("D:\\\\Media\\\\a 1.mov", "../again.dependencies/library/a 1.mov"));
        assertThat(workspace("again/cut.otio.original")).hasContent(TIMELINE);
        assertThat(workspace("again.dependencies/library/a 1.mov")).hasContent("media");
        JsonNode relinked = done.path("result").path("relinked");
        assertThat(relinked.findValuesAsText("document")).containsExactly("film/cut.otio", "film/cut.prproj");
        assertThat(relinked.at("/0/original").asText()).isEqualTo("film/cut.otio.original");
        assertThat(relinked.at("/0/references").asInt()).isEqualTo(1);
        assertThat(relinked.at("/1/by_hand/0/written").asText()).isEqualTo("D:\\Media\\a 1.mov");
        assertThat(relinked.at("/1/by_hand/0/target").asText()).isEqualTo("again.dependencies/library/a 1.mov");
        assertThat(done.toString()).doesNotContain(folder.toString());
    }

    @Test
    void withoutRelink_nothingIsChanged() throws Exception {
        JsonNode done = imported("");

        assertThat(workspace("again/cut.otio")).hasContent(TIMELINE);
        assertThat(done.path("result").path("relinked")).isEmpty();
    }

    @Test
    void relinkThatIsNotABoolean_isRefused() throws Exception {
        Answer refused = start(", \"relink\": \"yes\"");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("field").asText()).isEqualTo("relink");
    }
}
