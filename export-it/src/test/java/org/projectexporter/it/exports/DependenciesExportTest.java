package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.it.faults.Breakable;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.SystemCalls;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;

/** Targets of links outside the project, through a complete export. */
class DependenciesExportTest {
    @TempDir
    static Path temp;

    private static Path film;
    private static Path stock;
    private static Path library;
    private static Path secret;

    @BeforeAll
    static void makeFolders() throws IOException {
        Path base = temp.toRealPath();
        stock = Files.createDirectories(base.resolve("stock"));
        Files.write(Files.createDirectories(stock.resolve("rain/deep")).resolve("a.wav"), new Noise(1).bytes(40_000));
        Files.writeString(stock.resolve("rain/notes.txt"), "heavy rain\n");
        Files.writeString(stock.resolve("rain/old.tmp"), "cache\n");
        Files.writeString(stock.resolve("not-asked-for"), "x\n");
        GitFixture git = GitFixture.init(stock.resolve("library"))
                .file("look.cube", "LUT\n")
                .commit("A look");
        git.git("config", "remote.origin.url", "https://user:hunter2@example.org/library.git");
        git.file("look.cube", "LUT 2\n");
        library = git.folder();
        secret = Files.createDirectories(base.resolve("other/deep")).resolve("secret");
        Files.writeString(secret, "secret\n");

        GitFixture project = GitFixture.init(base.resolve("film"))
                .file("script.md", "INT. RAIN\n")
                .commit("First");
        film = project.folder();
        Files.createSymbolicLink(film.resolve("rain"), stock.resolve("rain"));
        Files.createSymbolicLink(film.resolve("a.wav"), Path.of("../stock/rain/deep/a.wav"));
        Files.createSymbolicLink(film.resolve("library"), library);
        project.git("add", ".");
        project.commit("Links");
    }

    private static Exported export(String folder, String format, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--dependencies", "--dependency-root", stock.toString()));
        options.addAll(List.of(more));
        return Exported.to(temp.resolve(folder), format, film, options.toArray(String[]::new));
    }

    private static List<String> map(JsonNode manifest) {
        List<String> map = new ArrayList<>();
        for (JsonNode each : manifest.at("/dependencies")) {
            map.add(each.at("/path").asText() + " -> " + each.at("/target").asText());
        }
        return map;
    }

    @ParameterizedTest
    @EnumSource(
            value = Unpacker.class,
            names = {"UNZIP", "GNU_TAR"})
    void unpacking_restoresTheProjectAndItsDependenciesNextToIt(Unpacker unpacker) throws IOException {
        String format = unpacker == Unpacker.UNZIP ? "zip" : "tar.gz";
        Exported exported = export("restored-" + format, format, "--verify");

        Path unpacked = unpacker.unpack(exported.archive(), format, temp.resolve("unpacked-" + format));

        Exec.in(unpacked).run("sha256sum", "--quiet", "-c", "SHA256SUMS").ok();
        Path dependencies = unpacked.resolve("film.dependencies/stock");
        TreeDiff.Precision precision = unpacker == Unpacker.UNZIP ? TreeDiff.Precision.SECOND : TreeDiff.Precision.NS;
        assertThat(TreeDiff.between(stock.resolve("rain"), dependencies.resolve("rain"))
                        .ignoring("old.tmp")
                        .precision(precision)
                        .differences())
                .isEmpty();
        assertThat(dependencies.resolve("not-asked-for")).doesNotExist();
        assertThat(Files.readSymbolicLink(unpacked.resolve("film/rain"))).isEqualTo(stock.resolve("rain"));
        Path copy = dependencies.resolve("library");
        assertThat(Exec.in(copy).git("status", "--porcelain").ok().lines()).containsExactly(" M look.cube");
        Exec.in(copy).git("fsck", "--full", "--strict").ok();
        assertThat(Files.readString(copy.resolve(".git/config"))).doesNotContain("hunter2");
        assertThat(Exec.in(unpacked.resolve("film"))
                        .git("status", "--porcelain")
                        .ok()
                        .lines())
                .isEmpty();
    }

    @Test
    void manifest_mapsLinksToTheirTargets_andCountsThemApart() throws IOException {
        Exported with = export("manifest", "zip");
        Exported without = Exported.to(temp.resolve("without"), "zip", film);

        JsonNode manifest = with.manifest();
        assertThat(map(manifest))
                .containsExactly(
                        "film/a.wav -> film.dependencies/stock/rain/deep/a.wav",
                        "film/library -> film.dependencies/stock/library",
                        "film/rain -> film.dependencies/stock/rain");
        for (String field : List.of("total_files", "total_size_bytes", "git_commits", "folders", "symbolic_links")) {
            assertThat(manifest.at("/statistics/" + field))
                    .as(field)
                    .isEqualTo(without.manifest().at("/statistics/" + field));
        }
        assertThat(manifest.at("/statistics/dependencies/files").asLong())
                .isEqualTo(sums(with).stream()
                                .filter(line -> line.contains("  film.dependencies/"))
                                .count()
                        + 1); // the Git index is not in SHA256SUMS
        assertThat(without.manifest().at("/dependencies")).isEmpty();
        assertThat(without.manifest().at("/statistics/dependencies/files").asLong())
                .isZero();
        assertThat(with.manifest().toString())
                .doesNotContain(temp.toString(), temp.toRealPath().toString());
        assertThat(with.run().errors()).contains("reading outside the project: " + stock);
    }

    private static List<String> sums(Exported zip) throws IOException {
        return Exec.in(temp)
                .run("unzip", "-p", zip.archive().toString(), "SHA256SUMS")
                .ok()
                .lines();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void everyFormat_holdsThemAndVerifies(String format) throws IOException {
        Exported exported = export("every-" + format, format);

        CommandLine.in(temp).run("verify", exported.archive().toString()).ok();
    }

    @Test
    void withoutAnAllowedFolder_everyTargetIsListed_andNoneIsThere() throws IOException {
        Exported exported = Exported.exited(4, temp.resolve("none"), "tar", film, "--dependencies");

        assertThat(exported.names()).noneMatch(name -> name.startsWith("film.dependencies"));
        assertThat(exported.manifest().at("/not_allowed").findValuesAsText("path"))
                .containsExactlyInAnyOrder("film/a.wav", "film/library", "film/rain");
        assertThat(exported.run().text()).contains("film/rain: leads out of the project");
    }

    @Test
    void optionsFile_asksForThemToo() throws IOException {
        Path options = Files.writeString(temp.resolve("options.json"), "{\"include_dependencies\": true}");

        Exported exported = Exported.to(
                temp.resolve("by-options"),
                "tar",
                film,
                "--options",
                options.toString(),
                "--dependency-root",
                stock.toString());

        assertThat(exported.names()).contains("film.dependencies/stock/rain/notes.txt");
    }

    @Test
    void whatIsNotAllowedOrNotAskedFor_isNeitherOpenedNorLookedAt() throws IOException {
        Tools.require("strace");
        Path project = Files.createDirectories(temp.toRealPath().resolve("watched"));
        Files.createSymbolicLink(project.resolve("secret"), secret);
        Files.createSymbolicLink(project.resolve("folder"), secret.getParent());
        Files.createSymbolicLink(project.resolve("notes"), stock.resolve("rain/notes.txt"));
        Path log = temp.resolve("dependencies.strace");
        Path out = Files.createDirectories(temp.resolve("watched-out"));

        CommandLine.in(temp)
                .startedBy(SystemCalls.strace(log))
                .export(project, out.resolve("film.tar"), "--dependencies", "--dependency-root", stock.toString())
                .exited(4);

        List<SystemCalls.Call> calls = SystemCalls.read(log).calls();
        assertThat(calls)
                .filteredOn(call -> call.isBelow(secret.getParent().getParent()))
                .extracting(SystemCalls.Call::line)
                .isEmpty();
        assertThat(calls)
                .filteredOn(call -> call.opens() && call.isBelow(stock))
                .extracting(SystemCalls.Call::file)
                .contains(stock.resolve("rain/notes.txt").toString())
                .allMatch(Set.of(
                        stock.toString(),
                        stock.resolve("rain").toString(),
                        stock.resolve("rain/notes.txt").toString())::contains);
        assertThat(calls)
                .filteredOn(
                        call -> call.isBelow(stock.resolve("rain/deep")) || call.isBelow(stock.resolve("rain/old.tmp")))
                .isEmpty();
        assertThat(calls)
                .filteredOn(call -> call.isBelow(library) || call.isBelow(stock.resolve("not-asked-for")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.gz"})
    void resume_afterAStopWithinADependency_givesTheSameBytes(String format) throws IOException {
        Path base = Files.createDirectories(temp.toRealPath().resolve("resumed-" + format));
        Path project = Files.createDirectories(base.resolve("film"));
        Path media = Files.createDirectories(base.resolve("media"));
        for (int i = 0; i < 5; i++) {
            Files.write(media.resolve("shot" + i + ".mp4"), new Noise(i).bytes(1_000_000));
            Files.createSymbolicLink(project.resolve("shot" + i), media.resolve("shot" + i + ".mp4"));
        }
        Breakable undisturbed = new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER);
        Breakable stopping = new Breakable(
                (kind, position) -> {
                    if (position >= 3_300_000) {
                        throw new IOException("stop here");
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);
        Path whole = Files.createDirectories(base.resolve("whole")).resolve("film." + format);
        Path stopped = Files.createDirectories(base.resolve("stopped")).resolve("film." + format);

        undisturbed.export(request(project, whole, media, format));
        assertThatThrownBy(() -> stopping.export(request(project, stopped, media, format)))
                .isInstanceOf(ExportStoppedException.class);
        undisturbed.resume(stopped).orElseThrow();

        assertThat(stopped).hasSameBinaryContentAs(whole);
        assertThat(map(new ObjectMapper()
                        .readTree(stopped.resolveSibling("film." + format + ".manifest.json")
                                .toFile())))
                .hasSize(5);
    }

    private static ExportRequest request(Path project, Path target, Path root, String format) {
        ExportOptions options =
                ExportOptions.builder().format(format).includeDependencies(true).build();
        return ExportRequest.builder(project, target)
                .options(options)
                .dependencyRoots(List.of(root))
                .exportedAt(Breakable.EXPORTED_AT)
                .build();
    }
}
