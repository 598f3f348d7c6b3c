package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** The manifest and the checksums describe the content of the archive correctly. */
class ManifestTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Exported> ARCHIVES = new HashMap<>();

    @TempDir
    static Path temp;

    private static GitFixture film;
    private static Path unpacked;

    @BeforeAll
    static void exportFilm() throws IOException {
        Tools.require("git", "git-lfs");
        film = FilmProject.make(temp.resolve("film"), true);
        for (String format : List.of("zip", "tar", "tar.gz", "tar.zst")) {
            Path archive = Files.createDirectories(temp.resolve("out")).resolve("film." + format);
            ToolRun run = CommandLine.in(temp)
                    .with("SOURCE_DATE_EPOCH", "1736935200")
                    .export(film.folder(), archive, "--json")
                    .ok();
            ARCHIVES.put(format, new Exported(archive, format, run));
        }
        unpacked = Unpacker.GNU_TAR.unpack(tar().archive(), "tar", temp.resolve("unpacked"));
    }

    private static Exported tar() {
        return ARCHIVES.get("tar");
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    @Test
    void manifest_hasTheAgreedFields() throws IOException {
        JsonNode manifest = tar().manifest();

        assertThat(manifest.at("/export_version").asText()).isEqualTo("1.0");
        assertThat(manifest.at("/project_id").asText()).isEqualTo(FilmProject.ID);
        assertThat(manifest.at("/exported_at").asText()).isEqualTo("2025-01-15T10:00:00Z");
        assertThat(manifest.at("/export_options/format").asText()).isEqualTo("tar");
        assertThat(manifest.at("/export_options/include_history").isBoolean()).isTrue();
        assertThat(manifest.at("/export_options/split_size_mb").isNull()).isTrue();
    }

    @Test
    void statistics_areWhatARecipientCounts() throws IOException {
        JsonNode statistics = tar().manifest().at("/statistics");
        long bytes = 0;
        for (Path file : filesBelow(unpacked.resolve("film"))) {
            bytes += Files.size(file);
        }

        assertThat(statistics.at("/total_files").asInt())
                .isEqualTo(filesBelow(unpacked.resolve("film")).size());
        assertThat(statistics.at("/total_size_bytes").asLong()).isEqualTo(bytes);
        assertThat(statistics.at("/git_commits").asText())
                .isEqualTo(film.git("rev-list", "--count", "--all", "--reflog", "HEAD"));
    }

    static void requireClassesToAddUp(JsonNode statistics) {
        long files = 0;
        long bytes = 0;
        for (JsonNode one : statistics.at("/by_class")) {
            files += one.at("/files").asLong();
            bytes += one.at("/bytes").asLong();
        }
        assertThat(files).isEqualTo(statistics.at("/total_files").asLong());
        assertThat(bytes).isEqualTo(statistics.at("/total_size_bytes").asLong());
    }

    private static long files(JsonNode statistics, String counted) {
        return statistics.at(counted + "/files").asLong();
    }

    @Test
    void classes_addUp_andAreWhatGitAndGitLfsCount() throws IOException {
        for (Exported exported : ARCHIVES.values()) {
            JsonNode statistics = exported.manifest().at("/statistics");
            requireClassesToAddUp(statistics);
            long current = film.git("lfs", "ls-files", "--long", "HEAD")
                    .lines()
                    .map(line -> line.substring(0, 64))
                    .distinct()
                    .count();
            assertThat(files(statistics, "/by_class/lfs_current"))
                    .isEqualTo(current)
                    .isPositive();
            assertThat(files(statistics, "/by_class/lfs_older"))
                    .isEqualTo(files(statistics, "/lfs_objects") - current)
                    .isPositive();
            assertThat(files(statistics, "/by_class/git_objects")).isEqualTo(files(statistics, "/git_objects"));
            assertThat(files(statistics, "/by_class/media")
                            + files(statistics, "/by_class/text")
                            + files(statistics, "/by_class/other"))
                    .isEqualTo(files(statistics, "/working_tree"));
            assertThat(statistics.at("/cache_left_out/files").asLong()).isEqualTo(3);
        }
    }

    @Test
    void json_agreesWithTheManifest() throws IOException {
        for (Exported exported : ARCHIVES.values()) {
            JsonNode result = JSON.readTree(exported.run().text());
            JsonNode statistics = exported.manifest().at("/statistics");

            assertThat(result.at("/archive").asText())
                    .isEqualTo(exported.archive().toString());
            assertThat(result.at("/volumes/0").asText())
                    .isEqualTo(exported.archive().toString());
            assertThat(result.at("/files")).isEqualTo(statistics.at("/total_files"));
            assertThat(result.at("/bytes").asLong())
                    .isEqualTo(statistics.at("/total_size_bytes").asLong());
            assertThat(result.at("/commits").asLong())
                    .isEqualTo(statistics.at("/git_commits").asLong());
            assertThat(result.at("/manifest").asText()).endsWith(".manifest.json");
            assertThat(result.at("/warnings").isArray()).isTrue();
            assertThat(result.at("/duration_ms").isIntegralNumber()).isTrue();
        }
    }

    @Test
    void manifest_isTheSameInTheArchiveAndNextToIt() throws IOException {
        assertThat(unpacked.resolve("export-manifest.json"))
                .hasSameBinaryContentAs(temp.resolve("out/film.tar.manifest.json"));
    }

    @Test
    void manifest_holdsNoPathOfThisMachine() throws IOException {
        for (Exported exported : ARCHIVES.values()) {
            assertThat(exported.manifest().toString()).doesNotContain(temp.toString());
        }
    }

    @Test
    void checksums_listEveryFileButTheIndexAndThemselves() throws IOException {
        List<String> sums = Files.readAllLines(unpacked.resolve("SHA256SUMS"), StandardCharsets.ISO_8859_1);
        List<Path> files = new ArrayList<>(filesBelow(unpacked));
        files.removeIf(file -> file.endsWith("SHA256SUMS") || file.endsWith(".git/index"));
        files.removeIf(file -> file.endsWith(".git/modules/06_Looks/index"));

        assertThat(sums).hasSameSizeAs(files).noneMatch(line -> line.endsWith("/.git/index"));
        Exec.in(unpacked)
                .run("sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS")
                .ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void manifestAndChecksums_areTheLastTwoEntries(String format) throws IOException {
        List<String> names = ARCHIVES.get(format).names();

        assertThat(names.subList(names.size() - 2, names.size())).containsExactly("export-manifest.json", "SHA256SUMS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void inspect_printsTheManifest_fromNextToTheArchiveAndFromInsideIt(String format, @TempDir Path folder)
            throws IOException {
        Exported exported = ARCHIVES.get(format);
        Path alone = Files.copy(exported.archive(), folder.resolve("alone." + format));

        assertThat(inspect(exported.archive())).isEqualTo(exported.manifest());
        assertThat(inspect(alone)).isEqualTo(exported.manifest());
    }

    @Test
    void inspect_doesNotBelieveAManifestThatWasTamperedWith(@TempDir Path folder) throws IOException {
        for (String name : List.of("film.zip", "film.zip.sha256", "film.zip.manifest.json")) {
            Files.copy(temp.resolve("out").resolve(name), folder.resolve(name));
        }
        Files.writeString(folder.resolve("film.zip.manifest.json"), "{\"export_version\": \"forged\"}");

        assertThat(inspect(folder.resolve("film.zip")))
                .isEqualTo(ARCHIVES.get("zip").manifest());
    }

    private static JsonNode inspect(Path archive) throws IOException {
        ToolRun run = CommandLine.in(temp)
                .run("inspect", archive.toString(), "--json")
                .ok();
        return JSON.readTree(run.text());
    }

    @Test
    void progress_asJson_goesForwardToItsEnd(@TempDir Path folder) throws IOException {
        ToolRun run = CommandLine.in(temp)
                .export(film.folder(), folder.resolve("film.zip"), "--progress", "json")
                .ok();
        double progress = 0;
        long sequence = 0;
        JsonNode last = JSON.nullNode();
        for (String line :
                run.errors().lines().filter(text -> text.startsWith("{")).toList()) {
            last = JSON.readTree(line);
            assertThat(last.at("/progress").asDouble()).isBetween(progress, 1.0);
            assertThat(last.at("/sequence").asLong()).isGreaterThan(sequence);
            progress = last.at("/progress").asDouble();
            sequence = last.at("/sequence").asLong();
        }

        assertThat(last.at("/type").asText()).isEqualTo("export_complete");
        assertThat(last.at("/progress").asDouble()).isEqualTo(1.0);
        assertThat(last.at("/bytes_done")).isEqualTo(last.at("/bytes_total"));
    }
}
