package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import org.projectexporter.testkit.fixtures.GitFixture;

class ExportEndToEndTest {
    private static final String LOST_POINTER =
            """
            version https://git-lfs.github.com/spec/v1
            oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
            size 12345
            """;

    @TempDir
    private Path folder;

    private final FakeConsole console = new FakeConsole();
    private GitFixture film;

    @BeforeEach
    void makeProject() throws IOException {
        film = GitFixture.init(folder.resolve("film"))
                .file("script.txt", "Fade in.\n")
                .commit("First draft")
                .file("script.txt", "Fade in. Fade out.\n")
                .commit("Second draft");
        film.file("04_Cache/preview", "derived");
    }

    private int run(String... arguments) {
        return new Main(console.plain()).run(arguments);
    }

    private int export(String archive, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "export",
                film.folder().toString(),
                "-o",
                folder.resolve(archive).toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(new String[0]));
    }

    private List<String> filesNextToTheProject() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void export_makesTheArchiveAndSaysHowToCheckAndOpenIt() throws IOException {
        assertThat(export("film.zip")).isZero();

        assertThat(filesNextToTheProject())
                .containsExactly("film", "film.zip", "film.zip.manifest.json", "film.zip.sha256");
        try (ZipFile zip = new ZipFile(folder.resolve("film.zip").toFile())) {
            assertThat(zip.getEntry("film/script.txt")).isNotNull();
            assertThat(zip.getEntry("film/.git/HEAD")).isNotNull();
            assertThat(zip.getEntry("film/04_Cache/preview")).isNull();
        }
        assertThat(console.out())
                .contains("archive   " + folder.resolve("film.zip") + ", ", ", 2 commits\n", "left out  1 file by")
                .contains("sha256sum -c film.zip.sha256\n", "unzip film.zip\n");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void exportAsJson_isOneObjectWithWhatItMade() throws IOException {
        assertThat(export("film.tar.gz", "--json", "--progress", "json")).isZero();

        JsonNode result = new ObjectMapper().readTree(console.out());
        assertThat(result.get("archive").asText())
                .isEqualTo(folder.resolve("film.tar.gz").toString());
        assertThat(result.get("commits").asInt()).isEqualTo(2);
        assertThat(result.get("warnings")).isEmpty();
        List<String> events = console.err().lines().toList();
        JsonNode last = new ObjectMapper().readTree(events.get(events.size() - 1));
        assertThat(last.get("type").asText()).isEqualTo("export_complete");
        assertThat(last.get("progress").asDouble()).isEqualTo(1.0);
        assertThat(last.get("files_done")).isEqualTo(last.get("files_total"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.zip", "film.tar", "film.tar.gz", "film.tar.zst"})
    void inspect_printsTheSameManifestFromNextToTheArchiveAndFromWithin(String name) throws IOException {
        export(name, "--progress", "none");
        FakeConsole nextToIt = new FakeConsole();
        FakeConsole within = new FakeConsole();
        String archive = folder.resolve(name).toString();

        assertThat(new Main(nextToIt.plain()).run("inspect", archive)).isZero();
        Files.delete(Path.of(archive + ".manifest.json"));
        assertThat(new Main(within.plain()).run("inspect", archive, "--json")).isZero();

        assertThat(within.out().lines()).hasSize(1);
        assertThat(new ObjectMapper().readTree(within.out())).isEqualTo(new ObjectMapper().readTree(nextToIt.out()));
        assertThat(nextToIt.out()).contains("\n  \"export_version\" : \"1.0\"", "\"git_commits\" : 2");
    }

    @Test
    void existingTarget_isReplacedOnlyByForce() throws IOException {
        Path archive = Files.writeString(folder.resolve("film.zip"), "mine");

        assertThat(export("film.zip")).isEqualTo(1);
        assertThat(archive).hasContent("mine");
        assertThat(console.err()).contains("film.zip exists already", "--force").hasLineCount(1);

        assertThat(export("film.zip", "--force")).isZero();
        assertThat(Files.size(archive)).isGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dependency-root=/", "--format=rar"})
    void whatIsNotThere_isRefusedAndNothingIsMade(String option) throws IOException {
        assertThat(export("film.zip", option)).isEqualTo(2);

        assertThat(filesNextToTheProject()).containsExactly("film");
        assertThat(console.err()).startsWith("project-export: ").contains("\nsee 'project-export export --help'\n");
    }

    @Test
    void missingLfsObject_isWarnedOfWithExitCode4OrFailsAsAsked() throws IOException {
        film.file(".gitattributes", "*.mov filter=lfs diff=lfs merge=lfs -text\n")
                .file("take.mov", LOST_POINTER);
        film.commit("A take that was never uploaded");

        assertThat(export("warned.zip")).isEqualTo(4);
        assertThat(console.out())
                .contains("warning   ", "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393");

        assertThat(export("failed.zip", "--missing-lfs", "fail")).isEqualTo(1);
        assertThat(filesNextToTheProject()).doesNotContain("failed.zip", ".failed.zip.export");
    }

    @Test
    void sourceDateEpoch_givesTheSameBytesAgain() throws IOException {
        console.set("SOURCE_DATE_EPOCH", "1736935200");

        export("first.zip", "--threads", "1");
        export("second.zip", "--threads", "4");

        assertThat(folder.resolve("first.zip")).hasSameBinaryContentAs(folder.resolve("second.zip"));
        assertThat(folder.resolve("first.zip.manifest.json")).content().contains("2025-01-15T10:00:00Z");
    }
}
