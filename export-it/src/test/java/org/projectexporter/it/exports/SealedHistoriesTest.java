package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.it.faults.Breakable;
import org.projectexporter.it.program.MhlFolder;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;

/**
 * What a generation of ASC MHL records of a project that earlier ones have recorded differently. What is expected was
 * compared with what the reference implementation makes of the same project, and with what it says about the archive.
 */
class SealedHistoriesTest {
    @TempDir
    Path temp;

    private Path film;
    private int exports;

    @BeforeEach
    void makeProject() throws IOException {
        film = Files.createDirectories(temp.toRealPath().resolve("film"));
        write("note.txt", "A film.");
    }

    private Path write(String path, String text) throws IOException {
        Path file = film.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A sealed archive, unpacked. */
    private record Sealed(Path tree, ExportResult result) {
        MhlFolder history() {
            return MhlFolder.in(tree);
        }

        List<String> files() throws IOException {
            return MhlFolder.files(history().last());
        }

        List<String> patterns() throws IOException {
            return history().patterns(history().manifests().size() - 1);
        }

        List<String> warnings() {
            return result.warnings();
        }

        Sealed intact() {
            assertThat(warnings()).isEmpty();
            return this;
        }
    }

    private Sealed export() throws IOException {
        return export(film, ExportOptions.builder());
    }

    private Sealed export(String hash) throws IOException {
        return export(film, ExportOptions.builder().sealHash(hash));
    }

    private Sealed export(Path project, ExportOptions.Builder options) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("export" + exports++));
        Path archive = folder.resolve("film.tar");
        ExportRequest request = ExportRequest.builder(project, archive)
                .options(options.format("tar").seal("mhl").build())
                .exportedAt(Breakable.EXPORTED_AT)
                .build();
        ExportResult result = ProjectExporter.create().export(request, ProgressListener.NONE);
        Path tree = Unpacker.GNU_TAR.unpack(archive, "tar", folder.resolve("unpacked"));
        return new Sealed(tree.resolve(project.getFileName()), result);
    }

    /** Seals the project, or a folder in it, in its place. */
    private MhlFolder seal(Path folder, ExportOptions.Builder options) throws IOException {
        Sealed sealed = export(folder, options).intact();
        Exec.in(temp).run("rm", "-rf", folder.toString()).ok();
        Files.move(sealed.tree(), folder);
        return MhlFolder.in(folder);
    }

    private MhlFolder seal(Path folder) throws IOException {
        return seal(folder, ExportOptions.builder());
    }

    @Test
    void hardLink_isComparedByTheHashesOfEachOfItsNames() throws IOException {
        Path clip = write("card/clip.mov", "clip");
        seal(clip.getParent(), ExportOptions.builder().sealHash("md5"));
        seal(film, ExportOptions.builder().sealHash("xxh64"));
        Files.createLink(film.resolve("a first name.mov"), clip);

        Sealed same = export().intact();

        assertThat(MhlFolder.files(MhlFolder.in(same.tree().resolve("card")).last()))
                .containsExactly("clip.mov: xxh64 verified");
        Sealed otherHash = export("c4").intact();
        assertThat(MhlFolder.files(
                        MhlFolder.in(otherHash.tree().resolve("card")).last()))
                .containsExactly("clip.mov: md5 verified c4 verified");
        Files.writeString(clip, "another clip");
        assertThat(export("c4").warnings())
                .singleElement()
                .asString()
                .startsWith("film/card/clip.mov: differs from what ASC MHL recorded of it: md5 ");
    }

    @Test
    void hardLink_whoseFirstNameIsIgnored_isSealed() throws IOException {
        seal(film).rewrite(text -> text.replace("<pattern>.git<", "<pattern>*.bak</pattern><pattern>.git<"));
        Files.createLink(film.resolve("z.mov"), write("a.bak", "clip"));

        Sealed sealed = export().intact();

        assertThat(sealed.files()).containsExactly("note.txt: xxh64 verified", "z.mov: xxh64 original");
        assertThat(sealed.patterns()).contains("*.bak");
    }

    @Test
    void patternsOfLinks_hideNothingElse_andOnlyWhileThereIsALink() throws IOException {
        Files.createSymbolicLink(film.resolve("a.mov"), Path.of("note.txt"));
        Files.createSymbolicLink(film.resolve("day"), Path.of("reels"));
        write("reels/a.mov", "deeper");
        write("reels/day/b.mov", "in a folder");
        Files.createSymbolicLink(
                Files.createDirectories(film.resolve("x/reels")).resolve("a.mov"), Path.of("../a.mov"));

        Sealed first = export().intact();

        assertThat(first.patterns())
                .containsExactly(
                        "**/a.mov",
                        "**/day",
                        "!**/reels/a.mov",
                        "!**/reels/day",
                        "**/x/reels/a.mov",
                        ".DS_Store",
                        "ascmhl",
                        "ascmhl/",
                        ".git");
        Files.move(first.tree().resolve("ascmhl"), film.resolve("ascmhl"));
        Files.delete(film.resolve("a.mov"));
        write("a.mov", "a file now");
        write("new/a.mov", "a file that a pattern hid");
        Sealed second = export().intact();
        assertThat(second.files())
                .contains("a.mov: xxh64 original", "new/a.mov: xxh64 original", "reels/a.mov: xxh64 verified");
        assertThat(second.patterns()).contains("**/day").doesNotContain("**/a.mov", "!**/reels/a.mov");
    }

    @Test
    void patternsOfOthers_remain_evenIfTheyLookLikeThoseOfLinks() throws IOException {
        Files.createSymbolicLink(film.resolve("link"), Path.of("note.txt"));
        seal(film).rewrite(text -> text.replace("**/link<", "**/scratch<"));
        seal(film);
        Files.delete(film.resolve("link"));

        Sealed third = export().intact();

        assertThat(third.patterns()).contains("**/scratch").doesNotContain("**/link");
    }

    @Test
    void namesThatXmlCannotRepresent_areCoveredByAPattern() throws IOException {
        write("cut\u0001x", "odd");
        write("cutyx", "even");
        write("reel\u0002/in it", "odd");
        Files.createSymbolicLink(film.resolve("li\nnk"), Path.of("note.txt"));

        Sealed sealed = export();

        assertThat(sealed.files()).containsExactly("cutyx: xxh64 original", "note.txt: xxh64 original");
        assertThat(sealed.patterns()).startsWith("**/cut?x", "!**/cutyx", "**/li?nk", "**/reel?", ".DS_Store");
    }

    @Test
    void innerHistory_takesFilesOver_andALinkMayHaveBeenRecordedAsAFile() throws IOException {
        write("card/clip.mov", "clip");
        write("card/gone.mov", "gone");
        write("b.mov", "a link for us, a file for others");
        seal(film);
        Files.delete(film.resolve("b.mov"));
        Files.createSymbolicLink(film.resolve("b.mov"), Path.of("card/clip.mov"));
        seal(film.resolve("card"));
        Files.delete(film.resolve("card/gone.mov"));

        Sealed sealed = export();

        assertThat(sealed.warnings()).containsExactly("film/card/gone.mov: was recorded by ASC MHL and is missing");
        assertThat(sealed.result().notes())
                .contains("1 files that ASC MHL recorded are symbolic links, whose content is not compared");
    }

    @Test
    void folders_thatAreMissing_areReported_andRenamedOnesHaveTheirEarlierPaths() throws IOException {
        Files.createDirectories(film.resolve("empty"));
        Files.createDirectories(film.resolve("gone/inner"));
        write("day 1/clips/a.mov", "a");
        write("day 1/b.mov", "b");
        write("day 2/c.mov", "c");
        write("left out/later.txt", "by an option");
        seal(film);
        Files.move(film.resolve("empty"), film.resolve("still empty"));
        Exec.in(film).run("rm", "-r", "gone").ok();
        Files.move(film.resolve("day 1"), film.resolve("day one"));
        Files.move(film.resolve("day 2"), film.resolve("day two"));
        write("day two/new.mov", "new");

        Sealed otherHash = export(film, ExportOptions.builder().sealHash("md5").exclude(List.of("left out/")));

        assertThat(otherHash.warnings())
                .contains(
                        "film/gone: was recorded by ASC MHL and is missing",
                        "film/gone/inner: was recorded by ASC MHL and is missing")
                .doesNotContain("film/day 1: was recorded by ASC MHL and is missing");
        Sealed sameHash = export(film, ExportOptions.builder().exclude(List.of("left out/")));
        assertThat(sameHash.warnings()).hasSize(2);
        assertThat(MhlFolder.renamedFolders(sameHash.history().last()))
                .containsExactly(
                        "day one <- day 1", "day one/clips <- day 1/clips", "day two <- day 2", "still empty <- empty");
        assertThat(sameHash.files())
                .contains("day one/clips/a.mov: xxh64 original <- day 1/clips/a.mov")
                .contains("day two/new.mov: xxh64 original");
        assertThat(sameHash.result().notes()).anyMatch(note -> note.startsWith("2 files and folders that ASC MHL"));
    }

    @Test
    void renamedFile_isFoundByTheHashThatWasRecorded_andEachOfSeveralCopies() throws IOException {
        write("one.mov", "same");
        write("two.mov", "same");
        write("day/three.mov", "same");
        seal(film, ExportOptions.builder().sealHash("md5"));
        Files.move(film.resolve("one.mov"), film.resolve("first.mov"));
        Files.move(film.resolve("two.mov"), film.resolve("day/two.mov"));
        write("copy.mov", "same");
        Files.delete(film.resolve("day/three.mov"));

        Sealed sealed = export("xxh64").intact();

        assertThat(sealed.files())
                .containsExactly(
                        "copy.mov: md5 original xxh64 original <- day/three.mov",
                        "day/two.mov: md5 original xxh64 original <- two.mov",
                        "first.mov: md5 original xxh64 original <- one.mov",
                        "note.txt: md5 verified xxh64 verified");
    }

    @Test
    void hash_isThatOfTheFolderInTheLastGeneration() throws IOException {
        seal(film, ExportOptions.builder().sealHash("md5"));
        seal(film, ExportOptions.builder().sealHash("c4"));

        assertThat(export().files()).containsExactly("note.txt: c4 verified");
    }

    @Test
    void hashThatFailed_isNoReference() throws IOException {
        seal(film, ExportOptions.builder().sealHash("md5"));
        seal(film, ExportOptions.builder().sealHash("xxh64"))
                .rewrite(text -> text.replaceAll(
                        "<xxh64 action=\"verified\"([^>]*)>[0-9a-f]*<",
                        "<xxh64 action=\"failed\"$1>0000000000000001<"));

        assertThat(export().intact().files()).containsExactly("note.txt: md5 verified xxh64 verified");
    }

    @Test
    void patternsOfTheOuterHistory_arePassedOn_andAFolderOnlyPatternKeepsTheFolder() throws IOException {
        write("card/clip.mov", "clip");
        write("card/proxies/small.mov", "small");
        seal(film.resolve("card"));
        seal(film)
                .rewrite(text -> text.replace(
                        "<pattern>.git<",
                        "<pattern>proxies/</pattern><pattern>/card/tmp/*.x</pattern>"
                                + "<pattern>/other/y</pattern><pattern>.git<"));

        Sealed sealed = export().intact();

        MhlFolder inner = MhlFolder.in(sealed.tree().resolve("card"));
        assertThat(inner.patterns(2)).containsExactly(".DS_Store", "ascmhl", "ascmhl/", ".git", "proxies/", "/tmp/*.x");
        assertThat(MhlFolder.files(inner.last())).containsExactly("clip.mov: xxh64 verified");
        assertThat(MhlFolder.folders(inner.last(), "xxh64")).contains("proxies ef46db3751d8e999 ef46db3751d8e999");
    }

    @Test
    void damagedHistory_isNamed_andDoesNotBecomeOneThatLooksRight() throws IOException {
        seal(film);
        seal(film);
        Path chain = film.resolve("ascmhl/ascmhl_chain.xml");
        String links = Files.readString(chain);
        Files.delete(chain);
        Files.createDirectories(film.resolve("card/ascmhl"));

        Sealed withoutChain = export();

        assertThat(withoutChain.warnings())
                .containsExactly(
                        "film/ascmhl: has no chain file, which each history of ASC MHL needs",
                        "film/card/ascmhl: has no chain file, which each history of ASC MHL needs");
        assertThat(withoutChain.files()).containsExactly("note.txt: xxh64 verified");
        assertThat(withoutChain.tree().resolve("ascmhl/ascmhl_chain.xml")).doesNotExist();
        assertThat(withoutChain.tree().resolve("card/ascmhl")).isEmptyDirectory();
        Files.delete(film.resolve("card/ascmhl"));
        Files.writeString(chain, links);
        String last = MhlFolder.in(film).manifests().get(1);
        Files.delete(film.resolve("ascmhl/" + last));
        Sealed withoutLast = export();
        assertThat(withoutLast.warnings())
                .containsExactly("film/ascmhl/ascmhl_chain.xml: the manifest " + last + " of its chain is missing");
        assertThat(withoutLast.history().manifests().get(1)).startsWith("0003_film_");
        assertThat(Files.readString(withoutLast.tree().resolve("ascmhl/ascmhl_chain.xml")))
                .contains("sequencenr=\"2\"", last, "sequencenr=\"3\"");
    }

    @Test
    void manifest_mayHaveANumberForItsName() throws IOException {
        MhlFolder history = seal(film);
        String name = history.manifests().get(0);
        Files.move(film.resolve("ascmhl/" + name), film.resolve("ascmhl/0001.mhl"));
        Path chain = film.resolve("ascmhl/ascmhl_chain.xml");
        Files.writeString(chain, Files.readString(chain).replace(name, "0001.mhl"));

        Sealed sealed = export().intact();

        assertThat(sealed.history().manifests())
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("0002_film_");
        assertThat(sealed.files()).containsExactly("note.txt: xxh64 verified");
        sealed.history().requireChain();
    }
}
