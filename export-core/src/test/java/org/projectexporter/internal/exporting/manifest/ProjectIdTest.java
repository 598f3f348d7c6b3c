package org.projectexporter.internal.exporting.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.fakes.TestFiles;
import org.projectexporter.spi.RawPath;

class ProjectIdTest {
    private static final String UUID_TEXT = "0F8fad5b-d9cb-469f-a165-70867728950e";

    @TempDir
    Path temp;

    private String find(String... roots) {
        return ProjectId.find(temp, List.of(roots), RawPath.of("film"));
    }

    private void projectJson(String content) throws IOException {
        Files.writeString(temp.resolve("project.json"), content);
    }

    @Test
    void find_takesTheIdOfProjectJson() throws IOException {
        projectJson("{\"id\": \"" + UUID_TEXT + "\", \"name\": \"x\"}");

        assertThat(find("a")).isEqualTo(UUID_TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "{\"id\": 7}",
                "{\"id\": \"film\"}",
                "{\"id\": \"0f8fad5b-d9cb-469f-a165-70867728950e \"}",
                "{\"id\": {\"id\": \"0f8fad5b-d9cb-469f-a165-70867728950e\"}}"
            })
    void find_whereProjectJsonHasNoUuid_isMadeOfTheRootCommits(String content) throws IOException {
        projectJson(content);

        assertThat(find("a", "b")).isEqualTo("8cdeb444-17f3-3268-a659-5d5820cf5700");
    }

    @Test
    void find_ofALinkOrAFifo_doesNotOpenIt() throws IOException {
        Path other = Files.writeString(temp.resolve("other"), "{\"id\": \"" + UUID_TEXT + "\"}");
        Files.createSymbolicLink(temp.resolve("project.json"), other);
        assertThat(find("a")).isNotEqualTo(UUID_TEXT);

        Files.delete(temp.resolve("project.json"));
        TestFiles.makeFifo(temp.resolve("project.json"));
        assertThat(find("a")).isNotEqualTo(UUID_TEXT);
    }

    @Test
    void find_withoutCommits_isMadeOfTheName() {
        assertThat(find()).isEqualTo("bdbd6db1-d8cc-39a9-97e8-6180fda9442a");
    }
}
