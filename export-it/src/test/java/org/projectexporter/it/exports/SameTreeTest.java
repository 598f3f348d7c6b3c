package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** The most awkward project, in each format, unpacked by foreign programs. */
class SameTreeTest {
    @TempDir
    static Path temp;

    private static GitFixture film;
    private static TreeSnapshot before;

    @BeforeAll
    static void makeFilm() throws IOException {
        Tools.require("git", "git-lfs");
        film = FilmProject.make(temp.resolve("film"), true);
        before = TreeSnapshot.of(film.folder());
    }

    @ParameterizedTest
    @CsvSource({
        "tar,BSDTAR",
        "tar,GNU_TAR",
        "tar.gz,BSDTAR",
        "tar.gz,GNU_TAR",
        "tar.zst,BSDTAR",
        "tar.zst,GNU_TAR",
        "zip,PYTHON_SCRIPT"
    })
    void export_ofAnAwkwardProject_unpacksToTheSameTree(String format, Unpacker unpacker, @TempDir Path folder)
            throws IOException {
        Exported exported = Exported.to(folder.resolve("out"), format, film.folder());

        Path unpacked = unpacker.unpack(exported.archive(), format, folder.resolve("unpacked"));

        TreeDiff diff = TreeDiff.between(before, TreeSnapshot.of(unpacked.resolve("film")))
                .ignoring(Exported.CHANGED_BY_DESIGN);
        assertThat((format.equals("zip") ? asZipKeepsIt(diff) : diff).differences())
                .isEmpty();
        assertThat(TreeDiff.between(before, TreeSnapshot.of(film.folder()))
                        .withChangeTimes()
                        .differences())
                .as("the project itself")
                .isEmpty();
        assertThat(unpacked.resolve("film/04_Cache")).doesNotExist();
        assertThat(unpacked.resolve("film/05_Odd/fifo")).doesNotExist();
        try (var top = Files.list(unpacked)) {
            assertThat(top.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("film", "export-manifest.json", "SHA256SUMS");
        }
    }

    /** A zip stores each name of a hard-linked file separately, and times in units of 100 ns. */
    private static TreeDiff asZipKeepsIt(TreeDiff diff) {
        return diff.withoutHardLinks().precision(TreeDiff.Precision.HUNDRED_NS);
    }
}
