package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;

/** {@code export --dry-run}. */
class DryRunTest {
    @TempDir
    private Path folder;

    private final FakeConsole console = new FakeConsole();
    private Path film;

    @BeforeEach
    void makeProject() throws IOException {
        film = GitFixture.init(folder.resolve("film"))
                .file("script.txt", "Fade in.\n".repeat(200))
                .file("takes/take 1.mov", new Noise(1).bytes(150_000))
                .commit("First draft")
                .file("04_Cache/preview", "derived")
                .folder();
    }

    private int dryRun(String... more) {
        List<String> arguments = new ArrayList<>(List.of("export", film.toString(), "--dry-run", "--progress", "none"));
        arguments.addAll(List.of(more));
        return new Main(console.plain()).run(arguments.toArray(new String[0]));
    }

    private List<String> filesNextToTheProject() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void dryRun_saysWhatAnExportWouldMake_andWritesNothing() throws IOException {
        assertThat(dryRun("-o", folder.resolve("film.zip").toString())).isZero();

        assertThat(filesNextToTheProject()).containsExactly("film");
        assertThat(console.out())
                .contains("archive    about ", " kB, zip\n", "would hold ", "would take about ")
                .containsPattern("media and compressed files +150 kB in 1 file, for example film/takes/take 1.mov\n")
                .containsPattern("text +1.80 kB in 1 file")
                .containsPattern("history +\\S+ kB in \\d+ files")
                .contains("left out   04_Cache/ (cache): 1 file, 7 bytes, for example film/04_Cache/preview\n")
                .contains("size       Headers and ", "Nothing was written.\n");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void json_isOneLine() throws IOException {
        assertThat(dryRun("-o", folder.resolve("film.tar").toString(), "--json"))
                .isZero();

        JsonNode json = new ObjectMapper().readTree(console.out());
        assertThat(console.out().lines()).hasSize(1);
        assertThat(json.path("format").asText()).isEqualTo("tar");
        assertThat(json.path("archive_bytes").asLong()).isBetween(150_000L, 400_000L);
    }

    @Test
    void formatAlone_isEnough() throws IOException {
        assertThat(dryRun("--format", "tar.zst", "--json")).isZero();
        assertThat(console.out()).startsWith("{\"format\":\"tar.zst\"");
        assertThat(filesNextToTheProject()).containsExactly("film");
    }

    @Test
    void neitherTargetNorFormat_isAUsageError() {
        assertThat(dryRun()).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("--dry-run needs -o FILE or --format NAME");
    }

    @Test
    void withoutDryRun_aTargetIsNeeded() {
        assertThat(new Main(console.plain()).run("export", film.toString(), "--format", "zip"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("missing required option: '--output=FILE'");
    }

    @Test
    void whatAnExportWouldLack_isListed_withItsExitCode() throws IOException {
        GitFixture lacking = GitFixture.init(folder.resolve("lacking"))
                .lfs("*.mov")
                .file("a.mov", new Noise(2).bytes(5_000))
                .commit("First");
        try (Stream<Path> objects = Files.walk(lacking.folder().resolve(".git/lfs/objects"))) {
            for (Path object : objects.filter(Files::isRegularFile).toList()) {
                Files.delete(object);
            }
        }
        film = lacking.folder();

        assertThat(dryRun("--format", "zip")).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(console.out()).contains("missing    lacking/a.mov: its Git LFS object ");
    }

    @Test
    void projectThatIsNotThere_fails() {
        film = folder.resolve("nowhere");

        assertThat(dryRun("--format", "zip")).isEqualTo(ExitCode.FAILED);
        assertThat(console.err()).contains("there is no folder");
    }
}
