package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.GitFixture;

/** What other tools and people keep in Git folders and next to them, through the command line and an import. */
class GitFolderExportTest {
    private static final String XML = "<media-rep src=\"https://editor:pw@nas.example.com/a.mov\"/>\n";

    @TempDir
    Path temp;

    private GitFixture film;

    @BeforeEach
    void makeProject() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
    }

    private void put(String path, String content) throws IOException {
        Path file = film.folder().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void unknownFile_makesTheExportIncomplete_unlessItIsRequested() throws IOException {
        put(".git/notes/today.txt", XML);

        Exported without = Exported.exited(4, temp.resolve("without"), "tar", film.folder());
        Exported with = Exported.to(temp.resolve("with"), "tar", film.folder(), "--include-unknown-git");

        assertThat(without.run().text() + without.run().errors()).contains("film/.git/notes", "include_unknown_git");
        assertThat(without.manifest().get("git_unknown").findValuesAsText("path"))
                .containsExactly("film/.git/notes");
        assertThat(without.names()).doesNotContain("film/.git/notes/today.txt");
        assertThat(with.names()).contains("film/.git/notes/today.txt");
        assertThat(with.manifest().get("git_unknown")).isEmpty();
    }

    @Test
    void contentOfOtherTools_isImportedAsItWas() throws IOException {
        List<String> paths = List.of(
                ".git/annex/objects/aa/bb/SHA256E-s1--k.xml/SHA256E-s1--k.xml",
                ".git/annex/journal/aaa.log",
                ".git/fat/objects/0123",
                ".git/patches/main/grade.patch",
                ".git/rr-cache/0123/preimage",
                ".git/notes/config-of-the-grade/today.txt");
        for (String path : paths) {
            put(path, XML);
        }
        Files.createSymbolicLink(
                film.folder().resolve("cut.xml"),
                Path.of(".git/annex/objects/aa/bb/SHA256E-s1--k.xml/SHA256E-s1--k.xml"));
        film.commit("Annexed");

        for (String format : List.of("zip", "tar")) {
            Exported exported =
                    Exported.to(temp.resolve(format), format, film.folder(), "--include-unknown-git", "--verify");
            Path back = temp.resolve("back-" + format);
            CommandLine.in(temp)
                    .run("import", exported.archive().toString(), back.toString())
                    .ok();

            for (String path : paths) {
                assertThat(back.resolve(path)).hasContent(XML);
            }
            assertThat(back.resolve("cut.xml")).hasContent(XML);
            assertThat(GitFixture.at(back).git("status", "--porcelain")).isEmpty();
        }
    }

    @Test
    void filesForPasswordsInTheWorkingTree_areLeftOut_unlessTheyAreRequestedOrTracked() throws IOException {
        List<String> paths = List.of("film/.dvc/config.local", "film/sub/.dvc/config.local", "film/.hg/hgrc");
        put(".dvc/config.local", "[remote]\n");
        put(".dvc/config", "[core]\n");
        put("sub/.dvc/config.local", "[remote]\n");
        put(".hg/hgrc", "[auth]\n");

        assertThat(Exported.to(temp.resolve("without"), "tar", film.folder()).names())
                .contains("film/.dvc/config")
                .doesNotContainAnyElementsOf(paths);
        assertThat(Exported.to(temp.resolve("with"), "tar", film.folder(), "--secrets")
                        .names())
                .containsAll(paths);
        film.git("add", "-f", ".dvc/config.local");
        assertThat(Exported.to(temp.resolve("tracked"), "tar", film.folder()).names())
                .contains("film/.dvc/config.local");
    }
}
