package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectImporter;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.reseal.Resealed;

/** The references of documents after an import that leads them to where the media are. */
@Tag("import")
class RelinkTest {
    private static final String STRANGE = "50% Käse #2 & 'x'.mov";

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
        write(stock.resolve("day 1").resolve(STRANGE), "strange");
        for (int i = 1; i <= 3; i++) {
            write(stock.resolve("shot 2/shot." + i + ".exr"), "frame " + i);
        }
        write(film.resolve("media/in side.mov"), "inside");
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String url(Path file) {
        return "file://"
                + URLEncoder.encode(file.toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
    }

    private static String external(String url) {
        return "{\"OTIO_SCHEMA\": \"ExternalReference.1\",\n \"target_url\": \"" + url + "\"}";
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;");
    }

    private Exported export(String folder, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--dependencies", "--dependency-root", stock.toString()));
        options.addAll(List.of(more));
        return Exported.to(base.resolve(folder), "zip", film, options.toArray(String[]::new));
    }

    /** The project and the media are no longer where they were. */
    private void moveAway() throws IOException {
        Path gone = Files.createDirectories(base.resolve("gone"));
        Files.move(film, gone.resolve("film"));
        Files.move(stock, gone.resolve("stock"));
    }

    private ImportResult imported(Path archive, String name) throws IOException {
        Path folder = Files.createDirectories(base.resolve("else where")).resolve(name);
        ImportRequest request =
                ImportRequest.builder(archive, folder).relink(true).build();
        return ProjectImporter.create().importProject(request, ProgressListener.NONE);
    }

    @Test
    void everyFormat_leadsToItsMedia_andKeepsItsOriginal() throws IOException {
        Path strange = stock.resolve("day 1").resolve(STRANGE);
        Path inside = film.resolve("media/in side.mov");
        write(
                film.resolve("edit/cut.otio"),
                "{\"all\": [" + external(url(strange)) + "," + external(inside.toString()) + ","
                        + external("../media/in%20side.mov")
                        + ",{\"OTIO_SCHEMA\": \"ImageSequenceReference.1\", \"target_url_base\": \""
                        + url(stock.resolve("shot 2"))
                        + "/\", \"name_prefix\": \"shot.\", \"name_suffix\": \".exr\"}]}");
        write(film.resolve("edit/bundle.otiod/content.otio"), external(url(strange)));
        write(
                film.resolve("edit/cut.fcpxmld/Info.fcpxml"),
                "<fcpxml version=\"1.11\"><resources><asset id=\"r1\"><media-rep src=\"" + url(strange)
                        + "\"/></asset></resources></fcpxml>");
        write(
                film.resolve("edit/cut.xml"),
                "<xmeml><file><pathurl>" + url(strange).replace("file://", "file://localhost")
                        + "</pathurl></file></xmeml>");
        write(
                film.resolve("edit/cut.mlt"),
                "<mlt root=\"" + film + "\"><producer><property name=\"resource\">" + xml(strange.toString())
                        + "</property></producer><producer><property name=\"resource\">media/in side.mov</property>"
                        + "</producer><producer><property name=\"resource\">" + stock.resolve("shot 2/shot.%d.exr")
                        + "</property></producer></mlt>");
        write(film.resolve("edit/cut.osp"), "{\"files\": [{\"path\": \"" + strange + "\"}]}");
        write(film.resolve("edit/set.usda"), "#usda 1.0\n( subLayers = [@" + strange + "@] )\n");
        Exported exported = export("out");
        moveAway();

        ImportResult result = imported(exported.archive(), "new");

        String dependencies = "../../new.dependencies/stock/";
        String escaped = dependencies + "day%201/50%25%20K%C3%A4se%20%232%20%26%20%27x%27.mov";
        String plain = dependencies + "day 1/" + STRANGE;
        Path folder = result.folder();
        assertThat(Files.readString(folder.resolve("edit/cut.otio")))
                .contains("\"target_url\": \"" + escaped + "\"")
                .contains("\"target_url\": \"../media/in side.mov\"")
                .contains("\"target_url\": \"../media/in%20side.mov\"")
                .contains("\"target_url_base\": \"" + dependencies + "shot%202/\"");
        assertThat(Files.readString(folder.resolve("edit/bundle.otiod/content.otio")))
                .isEqualTo(external("../" + escaped));
        assertThat(Files.readString(folder.resolve("edit/cut.fcpxmld/Info.fcpxml")))
                .contains("src=\"../" + escaped + "\"");
        assertThat(Files.readString(folder.resolve("edit/cut.xml")))
                .isEqualTo("<xmeml><file><pathurl>"
                        + url(folder.resolveSibling("new.dependencies/stock/day 1/" + STRANGE))
                                .replace("file://", "file://localhost")
                        + "</pathurl></file></xmeml>");
        assertThat(Files.readString(folder.resolve("edit/cut.mlt")))
                .startsWith("<mlt><producer>")
                .contains(">" + xml(plain).replace("'", "&apos;") + "<")
                .contains(">../media/in side.mov<")
                .contains(">" + dependencies + "shot 2/shot.%d.exr<");
        assertThat(Files.readString(folder.resolve("edit/cut.osp"))).contains("\"" + plain + "\"");
        assertThat(Files.readString(folder.resolve("edit/set.usda"))).contains("[@" + plain + "@]");
        for (String name : List.of("cut.otio", "cut.fcpxmld/Info.fcpxml", "cut.xml", "cut.mlt", "set.usda")) {
            assertThat(folder.resolve("edit/" + name + ".original"))
                    .hasSameBinaryContentAs(base.resolve("gone/film/edit").resolve(name));
        }
        assertThat(result.relinked())
                .allSatisfy(each -> assertThat(each.original()).contains(each.document() + ".original"))
                .allSatisfy(each -> assertThat(each.byHand()).isEmpty())
                .extracting(each -> each.document().substring("film/edit/".length()) + " " + each.references())
                .containsExactlyInAnyOrder(
                        "bundle.otiod/content.otio 1",
                        "cut.fcpxmld/Info.fcpxml 1",
                        "cut.mlt 3",
                        "cut.osp 1",
                        "cut.otio 3",
                        "cut.xml 1",
                        "set.usda 1");
    }

    /** Exporting the relinked project finds everything, and importing that changes nothing more. */
    @Test
    void aRelinkedProject_needsNoRelinking() throws IOException {
        Path strange = stock.resolve("day 1").resolve(STRANGE);
        write(film.resolve("cut.otio"), external(url(strange)));
        write(film.resolve("cut.mlt"), "<mlt root=\"/x\"><producer resource=\"media/in side.mov\"/></mlt>");
        Exported first = export("first");
        moveAway();
        ImportResult once = imported(first.archive(), "film");

        Exported second = Exported.to(
                base.resolve("second"),
                "tar",
                once.folder(),
                "--dependencies",
                "--dependency-root",
                once.folder().resolveSibling("film.dependencies").toString());
        ImportResult twice = ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(second.archive(), base.resolve("again"))
                                .relink(true)
                                .build(),
                        ProgressListener.NONE);

        assertThat(second.manifest().at("/references").findValuesAsText("status"))
                .containsExactly("in_project", "taken_along");
        assertThat(twice.relinked())
                .singleElement()
                .satisfies(each -> assertThat(each.document()).isEqualTo("film/cut.otio"))
                .satisfies(each -> assertThat(each.original()).contains("film/cut.otio.original-2"));
        assertThat(twice.folder().resolve("cut.otio.original"))
                .hasSameBinaryContentAs(once.folder().resolve("cut.otio.original"));
        assertThat(twice.folder().resolve("cut.mlt"))
                .hasSameBinaryContentAs(once.folder().resolve("cut.mlt"));
    }

    @Test
    void withoutTheOption_nothingIsChanged() throws IOException {
        write(film.resolve("cut.otio"), external(url(stock.resolve("day 1").resolve(STRANGE))));
        Exported exported = export("out");

        CommandLine.in(temp)
                .run(
                        "import",
                        exported.archive().toString(),
                        base.resolve("new").toString())
                .ok();

        assertThat(base.resolve("new/cut.otio")).hasSameBinaryContentAs(film.resolve("cut.otio"));
        assertThat(base.resolve("new/cut.otio.original")).doesNotExist();
    }

    @Test
    void theCommandLine_saysWhatWasChanged_andWhatIsLeftToDo() throws IOException {
        Path strange = stock.resolve("day 1").resolve(STRANGE);
        write(film.resolve("cut.otio"), external(url(strange)));
        write(
                film.resolve("cut.prproj"),
                "<PremiereData><Media><FilePath>" + xml(strange.toString()) + "</FilePath></Media><Media>"
                        + "<RelativePath>./media/in side.mov</RelativePath></Media></PremiereData>");
        write(film.resolve("cut.otio.original"), "mine");
        Exported exported = export("out");

        ToolRun text = CommandLine.in(temp)
                .run(
                        "import",
                        exported.archive().toString(),
                        base.resolve("new").toString(),
                        "--relink")
                .ok();
        JsonNode json = new ObjectMapper()
                .readTree(CommandLine.in(temp)
                        .run(
                                "import",
                                exported.archive().toString(),
                                base.resolve("json").toString(),
                                "--relink",
                                "--json")
                        .ok()
                        .text());

        Path target = base.resolve("new.dependencies/stock/day 1").resolve(STRANGE);
        assertThat(text.text())
                .contains("relinked  film/cut.otio: 1 reference; the original is now film/cut.otio.original-2")
                .contains("by hand   film/cut.prproj: " + strange + " is " + target);
        assertThat(base.resolve("new/cut.otio.original")).hasContent("mine");
        assertThat(base.resolve("new/cut.prproj")).hasSameBinaryContentAs(film.resolve("cut.prproj"));
        assertThat(json.at("/relinked/0/original").asText()).isEqualTo("film/cut.otio.original-2");
        assertThat(json.at("/relinked/1/by_hand")).hasSize(1);
        assertThat(json.at("/relinked/1/by_hand/0/written").asText()).isEqualTo(strange.toString());
        assertThat(json.at("/relinked/1/why").asText()).contains("only its own program");
    }

    @Test
    void aHardLinkedDocument_keepsItsOtherName_andGitSeesTheChange() throws IOException {
        GitFixture git = GitFixture.init(film).file("other.mov", "x");
        write(film.resolve("cut.otio"), external(url(stock.resolve("day 1").resolve(STRANGE))));
        Files.createLink(film.resolve("cut copy.bak"), film.resolve("cut.otio"));
        git.commit("one");
        Exported exported = export("out");

        ImportResult result = imported(exported.archive(), "new");

        assertThat(result.folder().resolve("cut copy.bak")).hasSameBinaryContentAs(film.resolve("cut.otio"));
        assertThat(Exec.in(result.folder())
                        .run("git", "status", "--porcelain")
                        .ok()
                        .text())
                .isEqualTo(" M cut.otio\n?? cut.otio.original\n");
    }

    @Test
    void aManifestThatNamesOtherTargets_leadsNowhereElse() throws IOException {
        write(base.resolve("secret.mov"), "secret");
        write(film.resolve("cut.otio"), external("/raid/a.mov") + "\n");
        Files.createSymbolicLink(film.resolve("link.mov"), base.resolve("secret.mov"));
        Exported exported = Exported.exited(4, base.resolve("out"), "zip", film, "--dependencies");
        for (String target : List.of(
                "../secret.mov",
                base.resolve("secret.mov").toString(),
                "film/../../secret.mov",
                "film/link.mov",
                "film/nothing.mov",
                "film",
                "film/cut.otio/x",
                "export-manifest.json")) {
            Path hostile = base.resolve("hostile.zip");
            Files.deleteIfExists(hostile);
            Resealed.of(exported.archive())
                    .manifest(manifest -> claim(manifest, "film/cut.otio", target))
                    .write(hostile);

            ImportResult result = imported(hostile, "new" + target.hashCode());

            assertThat(result.folder().resolve("cut.otio")).as(target).hasSameBinaryContentAs(film.resolve("cut.otio"));
            assertThat(result.folder().resolve("cut.otio.original")).doesNotExist();
            assertThat(result.relinked())
                    .allSatisfy(each -> assertThat(each.references()).isZero());
        }
    }

    private static void claim(ObjectNode manifest, String document, String target) {
        manifest.putArray("references")
                .addObject()
                .put("path", document)
                .put("written", "/raid/a.mov")
                .put("status", "taken_along")
                .put("target", target);
    }

    @Test
    void aManifestThatNamesWhatIsNoDocument_changesNothing() throws IOException {
        String otio = external("/raid/a.mov");
        GitFixture.init(film).file("b.mov", "x").commit("one");
        write(film.resolve("cut.txt"), otio);
        Exported exported = Exported.to(base.resolve("out"), "zip", film);
        for (String document : List.of("film/.git/info/cut.otio", "film/cut.txt", "film/../../cut.otio", "film")) {
            Path hostile = base.resolve("hostile.zip");
            Files.deleteIfExists(hostile);
            Resealed.of(exported.archive())
                    .file("film/.git/info/cut.otio", otio)
                    .manifest(manifest -> claim(manifest, document, "film/b.mov"))
                    .write(hostile);

            ImportResult result = imported(hostile, "new" + document.hashCode());

            assertThat(result.folder().resolve("cut.txt")).hasContent(otio);
            assertThat(result.folder().resolve(".git/info/cut.otio")).hasContent(otio);
            assertThat(result.relinked())
                    .allSatisfy(each -> assertThat(each.references()).isZero());
        }
    }

    @Test
    void aDocumentThatHasChangedSince_keepsItsReferences() throws IOException {
        write(film.resolve("cut.otio"), external("/raid/other.mov"));
        Exported exported = Exported.exited(4, base.resolve("out"), "zip", film, "--dependencies");
        Path changed = base.resolve("changed.zip");
        Resealed.of(exported.archive())
                .manifest(manifest -> claim(manifest, "film/cut.otio", "film/media/in side.mov"))
                .write(changed);

        ImportResult result = imported(changed, "new");

        assertThat(result.folder().resolve("cut.otio")).hasSameBinaryContentAs(film.resolve("cut.otio"));
        assertThat(result.relinked())
                .singleElement()
                .satisfies(each -> assertThat(each.original()).isEmpty())
                .satisfies(each -> assertThat(each.byHand())
                        .containsExactly(new ImportResult.ByHand(
                                "/raid/a.mov", result.folder().resolve("media/in side.mov"))))
                .satisfies(each -> assertThat(each.why()).contains("does not have these references"));
    }

    @Test
    void melt_opensARelinkedDocument_alsoAfterAnotherMove() throws IOException {
        Tools.require("melt");
        write(stock.resolve("day 1/Käse #2.pgm"), "P2 2 2 9\n1 2 3 4\n");
        write(film.resolve("media/in side.pgm"), "P2 2 2 9\n1 2 3 4\n");
        write(
                film.resolve("edit/cut.mlt"),
                """
                <mlt root="FILM"><producer id="a"><property name="resource">STOCK</property></producer>
                <producer id="b"><property name="resource">media/in side.pgm</property></producer>
                <playlist><entry producer="a" in="0" out="0"/><entry producer="b" in="0" out="0"/></playlist></mlt>
                """
                        .replace("FILM", film.toString())
                        .replace("STOCK", stock.resolve("day 1/Käse #2.pgm").toString()));
        Exported exported = export("out");
        moveAway();
        ImportResult result = imported(exported.archive(), "new");
        Path moved = Files.createDirectories(base.resolve("moved"));
        Files.move(result.folder(), moved.resolve("new"));
        Files.move(result.folder().resolveSibling("new.dependencies"), moved.resolve("new.dependencies"));

        assertThat(opened(moved.resolve("new/edit/cut.mlt"))).doesNotContain("failed to load");
        assertThat(opened(moved.resolve("new/edit/cut.mlt.original")))
                .contains("failed to load producer \"" + stock.resolve("day 1/Käse #2.pgm"))
                .contains("failed to load producer \"" + film + "/media/in side.pgm");
    }

    /** What melt says about a document. A percent sign in the name of a picture makes it search forever. */
    private String opened(Path document) throws IOException {
        ToolRun run = Exec.in(base).run("melt", "xml:" + document, "-consumer", "xml");
        return run.errors();
    }
}
