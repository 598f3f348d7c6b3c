package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.ManifestSchema;
import org.projectexporter.it.program.MhlFolder;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeSnapshot;
import org.projectexporter.testkit.reseal.Resealed;

/** Archives with a generation of ASC MHL, unpacked by other programs. */
class SealedExportTest {
    @TempDir
    Path temp;

    private Path film;

    @BeforeEach
    void makeProject() throws IOException {
        film = Files.createDirectories(temp.toRealPath().resolve("film"));
        Files.write(
                Files.createDirectories(film.resolve("A001/Clips")).resolve("a.mov"), new Noise(1).bytes(2_000_000));
        Files.write(film.resolve("A001/Clips/ü & <b>.mov"), new Noise(2).bytes(5_000));
        Files.writeString(film.resolve("note.txt"), "A film.\n");
        Files.createDirectories(film.resolve("empty"));
        Files.createSymbolicLink(film.resolve("link [1].txt"), Path.of("note.txt"));
        Files.writeString(film.resolve("scratch.tmp"), "left out");
    }

    private Exported export(int exitCode, String folder, String format, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--seal", "mhl"));
        options.addAll(List.of(more));
        return Exported.exited(exitCode, temp.resolve(folder), format, film, options.toArray(String[]::new));
    }

    private Path unpack(Exported exported) throws IOException {
        Unpacker unpacker = exported.format().equals("zip") ? Unpacker.UNZIP : Unpacker.GNU_TAR;
        Path folder = exported.archive().resolveSibling("unpacked");
        return unpacker.unpack(exported.archive(), exported.format(), folder).resolve("film");
    }

    /** Exports, and replaces the project with what came out of the archive. */
    private void exportInPlace(int exitCode, String folder, String... more) throws IOException {
        Path unpacked = unpack(export(exitCode, folder, "tar", more));
        Exec.in(temp).run("rm", "-rf", film.toString()).ok();
        Files.move(unpacked, film);
    }

    private static ToolRun verify(Exported exported) throws IOException {
        return CommandLine.in(exported.archive().getParent())
                .run("verify", exported.archive().toString());
    }

    private static Map<String, String> sums(Path tree, String program, String... arguments) throws IOException {
        Tools.require(program);
        Map<String, String> sums = new TreeMap<>();
        for (String file : List.of("A001/Clips/a.mov", "A001/Clips/ü & <b>.mov", "note.txt")) {
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(List.of(arguments));
            command.add(file);
            sums.put(file, Exec.in(tree).run(command).ok().text().split(" ")[0]);
        }
        return sums;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void project_withoutAHistory_getsAFirstGeneration_inTheArchiveOnly(String format) throws IOException {
        TreeSnapshot before = TreeSnapshot.of(film);

        Exported exported = export(0, format, format, "--verify");

        assertThat(TreeSnapshot.of(film).nodes()).isEqualTo(before.nodes());
        Path tree = unpack(exported);
        MhlFolder history = MhlFolder.in(tree);
        assertThat(history.manifests()).hasSize(1);
        assertThat(history.manifests().get(0)).matches("0001_film_\\d{4}-\\d\\d-\\d\\d_\\d{6}Z[.]mhl");
        history.requireChain();
        Element generation = history.manifest(0);
        assertThat(MhlFolder.files(generation))
                .containsExactly(
                        "A001/Clips/a.mov: xxh64 original",
                        "A001/Clips/ü & <b>.mov: xxh64 original",
                        "note.txt: xxh64 original");
        assertThat(MhlFolder.hashes(generation, "xxh64")).isEqualTo(sums(tree, "xxhsum", "-H1", "-q"));
        assertThat(history.patterns(0))
                .containsExactly("**/link \\[1\\].txt", ".DS_Store", "ascmhl", "ascmhl/", ".git");
        assertThat(MhlFolder.folders(generation, "xxh64"))
                .extracting(line -> line.split(" ")[0])
                .containsExactly(".", "A001", "A001/Clips", "empty");
        assertThat(exported.manifest().at("/statistics/total_files").asInt()).isEqualTo(5);
        assertThat(exported.manifest().at("/notes").findValuesAsText("what"))
                .anyMatch(note -> note.startsWith("generation 1 of ASC MHL: 0 files as recorded before, 3 new"));
        assertThat(verify(exported).ok().text()).contains("3 files match the last generation of ASC MHL");
        Path imported = temp.resolve("imported " + format);
        CommandLine.in(temp)
                .run("import", exported.archive().toString(), imported.toString())
                .ok();
        assertThat(imported.resolve("ascmhl/ascmhl_chain.xml"))
                .hasSameBinaryContentAs(tree.resolve("ascmhl/ascmhl_chain.xml"));
    }

    @ParameterizedTest
    @CsvSource({"md5,md5sum,", "sha1,sha1sum,", "xxh128,xxhsum,-H2", "xxh64,xxhsum,-H1"})
    void hash_isChosen(String hash, String program, String argument) throws IOException {
        Path tree = unpack(export(0, "out", "tar", "--seal-hash", hash));

        Element generation = MhlFolder.in(tree).last();
        assertThat(MhlFolder.hashes(generation, hash))
                .isEqualTo(argument == null ? sums(tree, program) : sums(tree, program, argument, "-q"));
    }

    @Test
    void c4_isThatOfTheFiles() throws IOException {
        Path tree = unpack(export(0, "out", "tar", "--seal-hash", "c4"));

        assertThat(MhlFolder.hashes(MhlFolder.in(tree).last(), "c4"))
                .containsEntry("note.txt", MhlFolder.c4(Files.readAllBytes(tree.resolve("note.txt"))));
    }

    @Test
    void unknownSealOrHash_orAHashAlone_isAUsageError() throws IOException {
        CommandLine line = CommandLine.in(temp);
        String archive = temp.resolve("film.zip").toString();

        assertThat(line.run("export", film.toString(), "-o", archive, "--seal", "wax")
                        .exited(2)
                        .errors())
                .contains("unknown seal \"wax\"; known seals: bagit, mhl");
        assertThat(line.run("export", film.toString(), "-o", archive, "--seal", "mhl", "--seal-hash", "crc32")
                        .exited(2)
                        .errors())
                .contains("the seal mhl has no hash \"crc32\"; it has xxh64, xxh3, xxh128, md5, sha1, c4");
        assertThat(line.run("export", film.toString(), "-o", archive, "--seal-hash", "md5")
                        .exited(2)
                        .errors())
                .contains("seal_hash needs a seal");
        assertThat(temp.resolve("film.zip")).doesNotExist();
    }

    @Test
    void history_isContinued_andEachDifferenceIsReported() throws IOException {
        Files.writeString(film.resolve("gone.txt"), "gone");
        Files.writeString(film.resolve("old name.txt"), "renamed");
        exportInPlace(0, "first", "--seal-hash", "md5");
        exportInPlace(0, "second");
        Files.writeString(film.resolve("new.txt"), "new");
        Files.writeString(film.resolve("note.txt"), "A f1lm.\n");
        Files.move(film.resolve("old name.txt"), film.resolve("new name.txt"));
        Files.delete(film.resolve("gone.txt"));

        Exported third = export(4, "third", "zip");

        assertThat(third.run().text())
                .contains("film/note.txt: differs from what ASC MHL recorded of it: md5 ")
                .contains("film/gone.txt: was recorded by ASC MHL and is missing");
        assertThat(third.manifest().at("/seal_failed").findValuesAsText("path"))
                .containsExactly("film/note.txt", "film/gone.txt");
        assertThat(ManifestSchema.errors(third.manifest())).isEmpty();
        Path tree = unpack(third);
        MhlFolder history = MhlFolder.in(tree);
        assertThat(history.manifests()).hasSize(3);
        history.requireChain();
        assertThat(MhlFolder.files(history.manifest(1))).contains("note.txt: md5 verified");
        assertThat(MhlFolder.files(history.manifest(2)))
                .containsExactly(
                        "A001/Clips/a.mov: md5 verified",
                        "A001/Clips/ü & <b>.mov: md5 verified",
                        "new name.txt: md5 original <- old name.txt",
                        "new.txt: md5 original",
                        "note.txt: md5 failed");
        assertThat(MhlFolder.hashes(history.manifest(2), "md5")).containsAllEntriesOf(sums(tree, "md5sum"));
        assertThat(verify(third).ok().text()).contains("5 files match");
    }

    @Test
    void file_thatWasRenamedBefore_isComparedWithItsEarlierName() throws IOException {
        exportInPlace(0, "first");
        Files.move(film.resolve("note.txt"), film.resolve("a.txt"));
        exportInPlace(0, "second");
        Files.writeString(film.resolve("a.txt"), "Another film.\n");

        Exported third = export(4, "third", "tar");

        assertThat(third.manifest().at("/seal_failed").findValuesAsText("path")).containsExactly("film/a.txt");
    }

    @Test
    void otherHash_thanThatOfTheHistory_isAddedToVerifiedFilesOnly() throws IOException {
        exportInPlace(0, "first");
        Files.writeString(film.resolve("note.txt"), "changed");

        Path tree = unpack(export(4, "second", "tar", "--seal-hash", "c4"));

        assertThat(MhlFolder.files(MhlFolder.in(tree).last()))
                .containsExactly(
                        "A001/Clips/a.mov: xxh64 verified c4 verified",
                        "A001/Clips/ü & <b>.mov: xxh64 verified c4 verified",
                        "note.txt: xxh64 failed");
    }

    @Test
    void nestedHistory_getsAGenerationOfItsOwn_thatTheOuterOneRefersTo() throws IOException {
        Path card = film.resolve("A001");
        Exported ofCard = Exported.exited(0, temp.resolve("card"), "tar", card, "--seal", "mhl", "--seal-hash", "md5");
        Unpacker.GNU_TAR.unpack(ofCard.archive(), "tar", temp.resolve("card/unpacked"));
        Files.move(temp.resolve("card/unpacked/A001/ascmhl"), card.resolve("ascmhl"));
        Files.write(card.resolve("Clips/a.mov"), new Noise(9).bytes(10));

        Exported exported = export(4, "out", "zip");

        assertThat(exported.manifest().at("/seal_failed").findValuesAsText("path"))
                .containsExactly("film/A001/Clips/a.mov");
        Path tree = unpack(exported);
        MhlFolder inner = MhlFolder.in(tree.resolve("A001"));
        MhlFolder outer = MhlFolder.in(tree);
        inner.requireChain();
        outer.requireChain();
        assertThat(MhlFolder.files(inner.last()))
                .containsExactly("Clips/a.mov: md5 failed", "Clips/ü & <b>.mov: md5 verified");
        assertThat(MhlFolder.files(outer.last())).containsExactly("note.txt: md5 original");
        assertThat(outer.references(outer.last()))
                .containsExactly("A001/ascmhl/" + inner.manifests().get(1));
        assertThat(MhlFolder.folders(outer.last(), "md5"))
                .contains(MhlFolder.folders(inner.last(), "md5").get(0).replace(". ", "A001 "));
        assertThat(verify(exported).ok().text()).contains("3 files match");
    }

    @Test
    void nestedHistory_whoseFolderTheFormatCannotName_remainsAsItIs() throws IOException {
        Path card = film.resolve("A001");
        Exported ofCard = Exported.exited(0, temp.resolve("card"), "tar", card, "--seal", "mhl");
        Unpacker.GNU_TAR.unpack(ofCard.archive(), "tar", temp.resolve("card/unpacked"));
        Path odd = Files.createDirectory(film.resolve("odd\u0001"));
        Files.move(temp.resolve("card/unpacked/A001/ascmhl"), odd.resolve("ascmhl"));

        Exported exported = export(0, "out", "tar");

        Path tree = unpack(exported);
        assertThat(MhlFolder.in(tree.resolve("odd\u0001")).manifests()).hasSize(1);
        MhlFolder.in(tree).requireChain();
    }

    @Test
    void link_isIgnoredByEachHistoryAboveIt() throws IOException {
        Path card = film.resolve("A001");
        Exported ofCard = Exported.exited(0, temp.resolve("card"), "tar", card, "--seal", "mhl");
        Unpacker.GNU_TAR.unpack(ofCard.archive(), "tar", temp.resolve("card/unpacked"));
        Files.move(temp.resolve("card/unpacked/A001/ascmhl"), card.resolve("ascmhl"));
        Files.createSymbolicLink(card.resolve("Clips/same "), Path.of("a.mov"));

        Path tree = unpack(export(0, "out", "tar"));

        MhlFolder inner = MhlFolder.in(tree.resolve("A001"));
        MhlFolder outer = MhlFolder.in(tree);
        assertThat(inner.patterns(1)).contains("**/Clips/same\\ ");
        assertThat(outer.patterns(0)).contains("**/A001/Clips/same\\ ");
    }

    @Test
    void manifest_thatWasChangedSince_isReported_andOneThatIsNoManifestEndsTheExport() throws IOException {
        exportInPlace(0, "first");
        Path manifest = film.resolve("ascmhl/" + MhlFolder.in(film).manifests().get(0));
        Files.writeString(manifest, Files.readString(manifest).replace("localhost", "elsewhere"));

        Exported changed = export(4, "changed", "zip");

        assertThat(changed.run().text())
                .contains("this manifest of ASC MHL was changed: its chain file has another C4");
        Files.writeString(manifest, "<hashlist><!DOCTYPE x>");
        assertThat(CommandLine.in(temp)
                        .run(
                                "export",
                                film.toString(),
                                "-o",
                                temp.resolve("b.zip").toString(),
                                "--seal",
                                "mhl")
                        .exited(1)
                        .errors())
                .contains("the ASC MHL history of this project cannot be continued");
        assertThat(temp.resolve("b.zip")).doesNotExist();
    }

    /** Changed together with its checksums: only the seal shows it. */
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz"})
    void verify_namesWhatDoesNotMatchTheSeal(String format) throws IOException {
        Exported exported = export(0, "out", format);
        Path forged = temp.resolve("film." + format);
        Resealed changed = Resealed.of(exported.archive());
        changed.edit("film/note.txt", bytes -> "A f1lm.\n".getBytes(StandardCharsets.UTF_8))
                .remove("film/A001/Clips/a.mov")
                .write(forged);

        ToolRun run = CommandLine.in(temp).run("verify", forged.toString()).exited(3);

        assertThat(run.text() + run.errors())
                .contains("film/note.txt: does not match its xxh64 in the last generation of ASC MHL")
                .contains("film/A001/Clips/a.mov: is in the last generation of ASC MHL, and not in the archive")
                .doesNotContain("ü & <b>.mov");
        String manifest = changed.paths().stream()
                .filter(path -> path.endsWith(".mhl"))
                .findFirst()
                .orElseThrow();
        Path other = temp.resolve("other." + format);
        Resealed.of(exported.archive())
                .edit(manifest, bytes -> new String(bytes, StandardCharsets.UTF_8)
                        .replace("localhost", "elsewhere")
                        .getBytes(StandardCharsets.UTF_8))
                .write(other);
        ToolRun chain = CommandLine.in(temp).run("verify", other.toString()).exited(3);
        assertThat(chain.text() + chain.errors())
                .contains(
                        manifest + ": this manifest of ASC MHL was changed: its chain file has another C4 identifier");
    }

    @Test
    void volumes_areSealedLikeOneFile() throws IOException {
        Exported split = export(0, "split", "tar", "--split-size-mb", "1");

        assertThat(split.archive()).doesNotExist();
        assertThat(CommandLine.in(temp)
                        .run("verify", split.archive().toString())
                        .ok()
                        .text())
                .contains("3 files match");
    }
}
