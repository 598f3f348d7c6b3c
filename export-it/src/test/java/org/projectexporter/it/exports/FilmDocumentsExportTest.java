package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.ManifestSchema;
import org.projectexporter.it.program.SystemCalls;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.Tools;

/** What timelines refer to, through a complete export. */
class FilmDocumentsExportTest {
    @TempDir
    Path temp;

    private Path base;
    private Path film;
    private Path stock;

    @BeforeEach
    void makeFolders() throws IOException {
        base = temp.toRealPath();
        film = Files.createDirectories(base.resolve("film"));
        stock = Files.createDirectories(base.resolve("stock"));
        Files.write(Files.createDirectories(stock.resolve("day 1")).resolve("a #1.mov"), new Noise(1).bytes(30_000));
        Files.createDirectories(stock.resolve("shot"));
        for (int i = 1001; i <= 1005; i++) {
            Files.write(stock.resolve("shot/shot." + i + ".exr"), new Noise(i).bytes(1_000));
        }
        Files.writeString(film.resolve("here.mov"), "here");
    }

    private static String external(String url) {
        return "{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"" + url + "\"}";
    }

    private static String sequence(String base, int first, int frames) {
        return "{\"OTIO_SCHEMA\": \"ImageSequenceReference.1\", \"target_url_base\": \"" + base + "\","
                + " \"name_prefix\": \"shot.\", \"name_suffix\": \".exr\", \"start_frame\": " + first + ","
                + " \"frame_step\": 1, \"rate\": 24, \"frame_zero_padding\": 4, \"missing_frame_policy\": \"error\","
                + " \"available_range\": {\"duration\": {\"rate\": 24, \"value\": " + frames + "}}}";
    }

    private void timeline(Path file, String... references) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"OTIO_SCHEMA\": \"X.1\", \"media\": [" + String.join(",\n", references) + "]}");
    }

    private Exported export(int exitCode, String folder, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--dependencies", "--dependency-root", stock.toString()));
        options.addAll(List.of(more));
        return Exported.exited(exitCode, temp.resolve(folder), "zip", film, options.toArray(String[]::new));
    }

    private static List<String> references(Exported exported) throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode each : exported.manifest().at("/references")) {
            lines.add(each.at("/path").asText() + " " + each.at("/status").asText() + " "
                    + each.at("/target").asText() + each.path("frames"));
        }
        return lines;
    }

    @Test
    void whatATimelineNames_comesAlong_andIsListed() throws IOException {
        timeline(
                film.resolve("edit/cut.otio"),
                external(stock.resolve("day 1").toUri() + "a%20%231.mov"),
                external("../here.mov"),
                external(stock.resolve("inner/next.otio").toString()));
        timeline(stock.resolve("inner/next.otio"), sequence("../shot", 1001, 5), external("../../film/edit/cut.otio"));

        Exported exported = export(0, "whole", "--verify");

        assertThat(references(exported))
                .containsExactlyInAnyOrder(
                        "film/edit/cut.otio taken_along film.dependencies/stock/day 1/a #1.mov",
                        "film/edit/cut.otio in_project film/here.mov",
                        "film/edit/cut.otio taken_along film.dependencies/stock/inner/next.otio",
                        "film.dependencies/stock/inner/next.otio in_project film/edit/cut.otio",
                        "film.dependencies/stock/inner/next.otio taken_along film.dependencies/stock/shot"
                                + "{\"name\":\"shot.####.exr\",\"first\":1001,\"last\":1005,\"files\":5,"
                                + "\"missing\":0}");
        assertThat(exported.names())
                .contains(
                        "film.dependencies/stock/day 1/a #1.mov",
                        "film.dependencies/stock/shot/shot.1001.exr",
                        "film.dependencies/stock/shot/shot.1005.exr");
        assertThat(exported.manifest().has("references_unresolved")).isFalse();
        assertThat(ManifestSchema.errors(exported.manifest())).isEmpty();
        CommandLine.in(temp).run("verify", exported.archive().toString()).ok();
        CommandLine.in(temp)
                .run(
                        "import",
                        exported.archive().toString(),
                        temp.resolve("imported").toString())
                .ok();
        assertThat(temp.resolve("imported.dependencies/stock/shot/shot.1003.exr"))
                .hasSameBinaryContentAs(stock.resolve("shot/shot.1003.exr"));
    }

    @Test
    void anEditDecisionList_findsFilesByName_andDoesNotGuess() throws IOException {
        Files.writeString(stock.resolve("day 1/twice.mov"), "one");
        Files.writeString(stock.resolve("shot/Twice.mov"), "two");
        String times = " V C 01:00:00:00 01:00:04:00 00:00:00:00 00:00:04:00\n";
        Files.writeString(
                film.resolve("cut.edl"),
                "001 AX" + times + "* FROM CLIP NAME: A #1.MOV\n002 HERE" + times + "003 AX" + times
                        + "* FROM CLIP NAME: twice.mov\n004 AX" + times + "* FROM CLIP NAME: gone.mov\n");

        Exported exported = export(4, "edl");

        assertThat(references(exported))
                .containsExactly(
                        "film/cut.edl taken_along film.dependencies/stock/day 1/a #1.mov",
                        "film/cut.edl in_project film/here.mov",
                        "film/cut.edl missing ",
                        "film/cut.edl missing ");
        assertThat(exported.run().text())
                .contains("film/cut.edl: names twice.mov, and several files are called so; none was taken")
                .contains("film/cut.edl: names gone.mov, which was not found");
        assertThat(exported.names()).contains("film.dependencies/stock/day 1/a #1.mov");
    }

    @Test
    void whatIsMissing_isNamed_andTheExitCodeIs4() throws IOException {
        timeline(
                film.resolve("cut.otio"),
                external("gone.mov"),
                sequence(stock.resolve("shot").toString(), 1001, 8),
                external("D:/clips/b.mov"));
        Files.writeString(film.resolve("broken.otio"), "{");

        Exported exported = export(4, "missing");

        assertThat(exported.run().text())
                .contains("film/cut.otio: names gone.mov, which was not found")
                .contains("film/cut.otio: names shot.####.exr 1001-1008, 3 missing")
                .contains("film/cut.otio: names D:/clips/b.mov, which was not found")
                .contains("film/broken.otio: what it refers to is unknown");
        assertThat(exported.manifest().at("/references_unresolved").findValuesAsText("path"))
                .containsExactlyInAnyOrder("film/cut.otio", "film/cut.otio", "film/cut.otio", "film/broken.otio");
        assertThat(ManifestSchema.errors(exported.manifest())).isEmpty();
    }

    @Test
    void mapPath_findsFilesOfAnotherMachine() throws IOException {
        timeline(film.resolve("cut.otio"), external("D:\\\\clips\\\\day 1\\\\a #1.mov"));

        Exported exported = export(0, "mapped", "--map-path", "d:\\clips=" + stock);

        assertThat(references(exported))
                .containsExactly("film/cut.otio taken_along film.dependencies/stock/day 1/a #1.mov");
        assertThat(exported.manifest().toString()).doesNotContain(temp.toString());
    }

    @Test
    void aClipOfACard_takesTheWholeCardAlong_ifThatIsWanted() throws IOException {
        Path clip = Files.createDirectories(stock.resolve("A004.RDM/A004_C001.RDC"));
        Files.write(clip.resolve("A004_C001_001.R3D"), new Noise(1).bytes(9_000));
        Files.write(clip.resolve("A004_C001_002.R3D"), new Noise(2).bytes(9_000));
        Files.createDirectories(stock.resolve("A004.RDM/A004_C002.RDC"));
        Files.writeString(stock.resolve("A004.RDM/A004_C002.RDC/A004_C002_001.R3D"), "other");
        Files.createDirectories(stock.resolve("A005.RDM/A005_C001.RDC"));
        Files.writeString(stock.resolve("A005.RDM/A005_C001.RDC/A005_C001_001.R3D"), "another card");
        Path card = Files.createDirectories(base.resolve("card/CONTENTS/VIDEO"));
        Files.createDirectories(card.resolveSibling("CLIP"));
        Files.writeString(card.resolve("0001.MXF"), "mxf");
        Files.createDirectories(base.resolve("private"));
        Files.writeString(base.resolve("private/secret"), "secret");
        Files.createSymbolicLink(clip.resolve("way-out"), base.resolve("private"));
        timeline(
                film.resolve("cut.otio"),
                external(clip.resolve("A004_C001_001.R3D").toString()),
                external(card.resolve("0001.MXF").toString()));
        String root = card.toString();

        Exported alone = export(0, "alone", "--dependency-root", root);
        Exported whole = export(4, "whole", "--dependency-root", root, "--whole-cards");

        assertThat(alone.names())
                .contains("film.dependencies/stock/A004.RDM/A004_C001.RDC/A004_C001_001.R3D")
                .doesNotContain("film.dependencies/stock/A004.RDM/A004_C001.RDC/A004_C001_002.R3D");
        assertThat(whole.names())
                .contains("film.dependencies/stock/A004.RDM/A004_C001.RDC/A004_C001_002.R3D")
                .contains("film.dependencies/stock/A004.RDM/A004_C002.RDC/A004_C002_001.R3D")
                .contains("film.dependencies/VIDEO/0001.MXF")
                .noneMatch(name -> name.contains("A005") || name.contains("secret"));
        assertThat(whole.manifest().at("/references/1/companions/0/path").asText())
                .isEqualTo("film.dependencies/stock/A004.RDM");
        assertThat(whole.manifest().at("/not_allowed")).hasSize(1);
    }

    @Test
    void mapPath_withoutTwoSidesOrDependencies_isAUsageError() throws IOException {
        String target = temp.resolve("x.zip").toString();

        CommandLine.in(temp)
                .run("export", film.toString(), "-o", target, "--dependencies", "--map-path", "D:")
                .exited(2);
        CommandLine.in(temp)
                .run("export", film.toString(), "-o", target, "--map-path", "D:=/mnt")
                .exited(2);
    }

    @Test
    void withoutDependencies_nothingIsReadOrListed() throws IOException {
        timeline(film.resolve("cut.otio"), external("gone.mov"));

        Exported exported = Exported.to(temp.resolve("without"), "zip", film);

        assertThat(exported.manifest().has("references")).isFalse();
    }

    @Test
    void whatIsOutside_isListed_andNeitherOpenedNorListedAsAFolder() throws IOException {
        Tools.require("strace");
        Path secret = Files.createDirectories(base.resolve("private/deep"));
        Files.writeString(secret.resolve("key.0001.pem"), "secret");
        Files.createSymbolicLink(stock.resolve("way-out"), secret);
        Files.createSymbolicLink(film.resolve("way-out"), secret);
        timeline(
                film.resolve("cut.otio"),
                external(secret.resolve("key.0001.pem").toString()),
                external(secret.resolve("KEY.0001.PEM").toString()),
                external("../private/deep/key.0001.pem"),
                external("way-out/key.0001.pem"),
                external(stock.resolve("way-out/key.0001.pem").toString()),
                sequence(secret.toString(), 1, 1),
                sequence(stock.resolve("way-out").toString(), 1, 1),
                external(stock.resolve("day 1/A #1.MOV").toString()));
        Path log = temp.resolve("documents.strace");
        Path out = Files.createDirectories(temp.resolve("out"));

        CommandLine.in(temp)
                .startedBy(SystemCalls.strace(log))
                .export(film, out.resolve("film.tar"), "--dependencies", "--dependency-root", stock.toString())
                .exited(4);

        List<SystemCalls.Call> calls = SystemCalls.read(log).calls();
        assertThat(calls)
                .filteredOn(call -> call.opens() && call.isBelow(base.resolve("private")))
                .extracting(SystemCalls.Call::line)
                .isEmpty();
        assertThat(calls)
                .filteredOn(call -> call.opens() && call.isBelow(stock))
                .extracting(SystemCalls.Call::file)
                .contains(stock.resolve("day 1/a #1.mov").toString());
    }
}
