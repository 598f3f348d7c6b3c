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
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.Tools;

/** Media folders of which only what documents use is exported, through complete exports. */
class UsedMediaTest {
    @TempDir
    Path temp;

    private Path base;
    private Path film;

    @BeforeEach
    void makeProject() throws IOException {
        base = temp.toRealPath();
        film = Files.createDirectories(base.resolve("film"));
        for (String name : List.of("day1/a.mov", "day1/b.mov", "day2/c.mov", "day2/deep/d.mov", "frames/f.0001.exr")) {
            file("footage/" + name);
        }
        file("footage/frames/f.0002.exr");
        file("footage/frames/g.0001.exr");
        file("music/unused.wav");
    }

    private Path file(String path) throws IOException {
        Path file = film.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, new Noise(path.hashCode()).bytes(1_000));
    }

    private void timeline(String path, String... urls) throws IOException {
        List<String> references = new ArrayList<>();
        for (String url : urls) {
            references.add(
                    url.contains("%")
                            ? "{\"OTIO_SCHEMA\": \"ImageSequenceReference.1\", \"target_url_base\": \"../footage/frames\","
                                    + " \"name_prefix\": \"f.\", \"name_suffix\": \".exr\", \"start_frame\": 1,"
                                    + " \"frame_step\": 1, \"rate\": 24, \"frame_zero_padding\": 4,"
                                    + " \"missing_frame_policy\": \"error\","
                                    + " \"available_range\": {\"duration\": {\"rate\": 24, \"value\": 2}}}"
                            : "{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"" + url + "\"}");
        }
        Path file = film.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"OTIO_SCHEMA\": \"X.1\", \"media\": [" + String.join(",", references) + "]}");
    }

    private Exported export(int exitCode, String folder, String... more) throws IOException {
        List<String> options =
                new ArrayList<>(List.of("--dependencies", "--media", "used", "--media-folder", "footage"));
        options.addAll(List.of(more));
        return Exported.exited(exitCode, temp.resolve(folder), "tar", film, options.toArray(String[]::new));
    }

    private static List<String> footage(Exported exported) throws IOException {
        return exported.names().stream()
                .filter(name -> name.startsWith("film/footage") || name.startsWith("film.dependencies/"))
                .sorted()
                .toList();
    }

    private static String leftOut(Exported exported) throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode each : exported.manifest().at("/left_out")) {
            lines.add(each.path("reason").asText() + " " + each.path("pattern").asText() + " "
                    + each.path("files").asInt() + " " + each.path("bytes").asLong() + " "
                    + each.path("tracked_files").asInt());
        }
        return String.join(", ", lines);
    }

    @Test
    void onlyWhatTimelinesUse_isExported_andTheRestIsCounted() throws IOException {
        timeline("edit/cut.otio", "../footage/day1/a.mov", "../footage/frames/%", "../music/unused.wav");

        Exported exported = export(0, "used", "--verify");

        assertThat(footage(exported))
                .containsExactly(
                        "film/footage",
                        "film/footage/day1",
                        "film/footage/day1/a.mov",
                        "film/footage/frames",
                        "film/footage/frames/f.0001.exr",
                        "film/footage/frames/f.0002.exr");
        assertThat(exported.names()).contains("film/music/unused.wav");
        assertThat(leftOut(exported)).isEqualTo("unused_media footage/ 4 4000 0");
        assertThat(exported.run().text()).contains("left out  4 files");
        assertThat(exported.manifest().at("/statistics/total_files").asInt()).isEqualTo(5);
        CommandLine.in(temp).run("verify", exported.archive().toString()).ok();
    }

    @Test
    void dryRun_saysTheSame() throws IOException {
        timeline("edit/cut.otio", "../footage/day1/a.mov");

        String text = CommandLine.in(temp)
                .run(
                        "export",
                        film.toString(),
                        "--dry-run",
                        "--format",
                        "tar",
                        "--dependencies",
                        "--media",
                        "used",
                        "--media-folder",
                        "footage/",
                        "--json")
                .ok()
                .text();

        assertThat(text).contains("\"reason\":\"unused_media\"", "\"pattern\":\"footage/\"");
        assertThat(text).contains("\"files\":6,\"bytes\":6000");
    }

    @Test
    void aDocumentInAMediaFolder_countsOnlyIfItIsUsed() throws IOException {
        Path stock = Files.createDirectories(base.resolve("stock"));
        Files.writeString(stock.resolve("x.mov"), "x");
        timeline("footage/day2/used.otio", "c.mov");
        timeline(
                "footage/day1/card.otio",
                "a.mov",
                "b.mov",
                stock.resolve("x.mov").toString(),
                "gone.mov");
        Files.writeString(film.resolve("footage/day1/broken.otio"), "{");
        timeline("edit/cut.otio", "../footage/day2/used.otio");

        Exported exported = export(0, "documents", "--dependency-root", stock.toString());

        assertThat(footage(exported))
                .containsExactly(
                        "film/footage", "film/footage/day2", "film/footage/day2/c.mov", "film/footage/day2/used.otio");
        assertThat(exported.manifest().at("/references")).hasSize(2);
    }

    @Test
    void ifADocumentCannotBeRead_allMediaTravel() throws IOException {
        Path stock = Files.createDirectories(base.resolve("stock"));
        Files.writeString(stock.resolve("x.mov"), "x");
        Files.createSymbolicLink(film.resolve("footage/linked.mov"), stock.resolve("x.mov"));
        timeline("footage/day1/card.otio", stock.resolve("x.mov").toString());
        timeline("edit/cut.otio", "../footage/day1/a.mov");
        Files.writeString(film.resolve("edit/broken.otio"), "{");

        Exported exported = export(4, "unknown", "--dependency-root", stock.toString());

        assertThat(exported.names())
                .contains("film/footage/day2/deep/d.mov", "film.dependencies/stock/x.mov", "film/footage/linked.mov");
        assertThat(leftOut(exported)).isEmpty();
        assertThat(exported.run().text()).contains("the media folders are exported completely");
        assertThat(exported.manifest().at("/dependencies")).hasSize(1);
    }

    @Test
    void linksThatLeadToUsedMedia_areExported_andOthersAreNotFollowed() throws IOException {
        Path stock = Files.createDirectories(base.resolve("stock/day9"));
        Files.writeString(stock.resolve("x.mov"), "x");
        Files.writeString(stock.resolve("y.mov"), "y");
        Files.createSymbolicLink(film.resolve("footage/all"), stock);
        Files.createSymbolicLink(film.resolve("footage/one.mov"), Path.of("all/x.mov"));
        Files.createSymbolicLink(film.resolve("footage/other"), stock.getParent());
        timeline("edit/cut.otio", "../footage/one.mov");

        Exported exported =
                export(0, "links", "--dependency-root", base.resolve("stock").toString());

        assertThat(footage(exported))
                .contains("film/footage/all", "film/footage/one.mov", "film.dependencies/stock/day9/x.mov")
                .doesNotContain("film/footage/other", "film.dependencies/stock/day9/y.mov");
    }

    @Test
    void aFolderOfWhichNothingIsUsed_orThatDoesNotExist_isNamed() throws IOException {
        timeline("edit/cut.otio", "../music/unused.wav");

        Exported exported = export(0, "nothing", "--media-folder", "fotage");

        assertThat(footage(exported)).isEmpty();
        assertThat(exported.run().text())
                .contains("film/footage: no document names a file in this media folder")
                .contains("film/fotage: no document names a file in this media folder");
    }

    @Test
    void cards_areUsedAsAWhole() throws IOException {
        file("footage/A.RDM/A_C001.RDC/A_C001_001.R3D");
        file("footage/A.RDM/A_C001.RDC/A_C001_002.R3D");
        file("footage/A.RDM/A_C002.RDC/A_C002_001.R3D");
        file("footage/B.RDM/B_C001.RDC/B_C001_001.R3D");
        timeline("edit/cut.otio", "../footage/A.RDM/A_C001.RDC/A_C001_001.R3D");

        Exported exported = export(0, "cards", "--whole-cards");

        assertThat(footage(exported))
                .containsExactly(
                        "film/footage",
                        "film/footage/A.RDM",
                        "film/footage/A.RDM/A_C001.RDC",
                        "film/footage/A.RDM/A_C001.RDC/A_C001_001.R3D",
                        "film/footage/A.RDM/A_C001.RDC/A_C001_002.R3D",
                        "film/footage/A.RDM/A_C002.RDC",
                        "film/footage/A.RDM/A_C002.RDC/A_C002_001.R3D");
    }

    @Test
    void trackedMedia_areLeftOutOfTheWorkingTree_andStayInTheHistory() throws IOException {
        Tools.require("git", "tar");
        Files.writeString(film.resolve("footage/.gitattributes"), "*.mov -diff\n");
        timeline("edit/cut.otio", "../footage/day1/a.mov");
        git(film, "init", "-q");
        git(film, "add", "-A");
        git(film, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "all");

        Exported exported = export(0, "git");

        assertThat(leftOut(exported)).isEqualTo("unused_media footage/ 6 6000 0");
        assertThat(exported.run().text())
                .contains("the history and the objects of Git LFS contain the media that no document uses");
        Path unpacked = Files.createDirectories(temp.resolve("unpacked"));
        Exec.in(unpacked).run("tar", "-xf", exported.archive().toString()).ok();
        Path copy = unpacked.resolve("film");
        assertThat(git(copy, "status", "--porcelain").lines())
                .hasSize(6)
                .allMatch(line -> line.startsWith(" D footage/"));
        assertThat(export(0, "without", "--no-history").run().text()).doesNotContain("the history and");
        git(copy, "checkout", "--", ".");
        assertThat(copy.resolve("footage/day2/deep/d.mov"))
                .hasSameBinaryContentAs(film.resolve("footage/day2/deep/d.mov"));
    }

    private static String git(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return Exec.in(folder).run(command).ok().text();
    }

    @Test
    void usedMedia_withoutFoldersOrDependencies_isAUsageError() throws IOException {
        for (String[] options : new String[][] {
            {"--media", "used"},
            {"--dependencies", "--media", "used"},
            {"--media", "used", "--media-folder", "footage"},
            {"--dependencies", "--media", "used", "--media-folder", "../stock"}
        }) {
            List<String> command = new ArrayList<>(List.of("export", film.toString(), "-o", "x.tar"));
            command.addAll(List.of(options));
            CommandLine.in(temp).run(command.toArray(String[]::new)).exited(2);
        }
    }
}
