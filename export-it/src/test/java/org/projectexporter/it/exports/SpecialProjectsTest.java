package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.AwkwardFiles;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.TreeDiff;

/** Unusual projects. */
class SpecialProjectsTest {
    @TempDir
    Path temp;

    private Path plainFolder() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("film"));
        Files.writeString(folder.resolve("script.md"), "INT. TRAIN - NIGHT\n");
        return folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz"})
    void export_ofAFolderThatIsNoRepository_isAnExportLikeAnyOther(String format) throws IOException {
        Exported exported = Exported.to(temp.resolve("out"), format, plainFolder());

        Unpacker.BSDTAR.unpack(exported.archive(), format, temp.resolve("unpacked"));
        assertThat(TreeDiff.between(temp.resolve("film"), temp.resolve("unpacked/film"))
                        .precision(TreeDiff.Precision.SECOND)
                        .differences())
                .isEmpty();
        assertThat(exported.manifest().at("/statistics/git_commits").asText()).isEqualTo("0");
        assertThat(exported.manifest().at("/statistics/total_files").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz"})
    void export_ofAnEmptyFolder_holdsTheFolder(String format) throws IOException {
        Exported exported = Exported.to(temp.resolve("out"), format, Files.createDirectories(temp.resolve("film")));

        Unpacker.BSDTAR.unpack(exported.archive(), format, temp.resolve("unpacked"));
        assertThat(temp.resolve("unpacked/film")).isEmptyDirectory();
    }

    @Test
    void export_ofARepositoryWithoutACommit_isAnExportLikeAnyOther() throws IOException {
        GitFixture empty = GitFixture.init(temp.resolve("film")).staged("a.txt", "a\n");

        Exported exported = Exported.to(temp.resolve("out"), "zip", empty.folder());

        Path unpacked = Unpacker.UNZIP.unpack(exported.archive(), "zip", temp.resolve("unpacked"));
        assertThat(Exec.in(unpacked.resolve("film"))
                        .git("status", "--porcelain")
                        .text())
                .isEqualTo("A  a.txt\n");
        assertThat(exported.manifest().at("/statistics/git_commits").asText()).isEqualTo("0");
    }

    @Test
    void export_ofALongHistory_countsEveryCommitOfRefsHeadAndStashes() throws IOException {
        GitFixture film = GitFixture.init(temp.resolve("film"))
                .file("a.txt", "a\n")
                .commit("First")
                .commits(20_000)
                .gc()
                .branch("side")
                .stash("a.txt", "stashed first\n")
                .stash("a.txt", "stashed second\n")
                .detach("HEAD~1")
                .file("b.txt", "b\n")
                .commit("On no branch");

        Exported exported = Exported.to(temp.resolve("out"), "tar", film.folder());

        assertThat(exported.manifest().at("/statistics/git_commits").asText())
                .isEqualTo(film.git("rev-list", "--count", "--all", "--reflog", "HEAD"))
                .isEqualTo("20006");
    }

    @Test
    void export_ofAProjectWithAFifo_listsIt_andIsDone() throws IOException {
        AwkwardFiles.addFifo(plainFolder(), "remote-control");

        Exported exported = Exported.to(temp.resolve("out"), "zip", temp.resolve("film"));

        assertThat(exported.names()).noneMatch(name -> name.contains("remote-control"));
        assertThat(exported.manifest().toString()).contains("film/remote-control");
        assertThat(exported.run().text() + exported.run().errors()).contains("remote-control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz"})
    void export_intoTheProjectItself_doesNotSwallowItself(String format) throws IOException {
        Path project = plainFolder();

        Exported first = Exported.to(project, format, project);
        Exported second = Exported.to(project, format, project, "--force");

        for (Exported exported : new Exported[] {first, second}) {
            assertThat(exported.names())
                    .containsExactly("film", "film/script.md", "export-manifest.json", "SHA256SUMS");
        }
    }

    @Test
    void export_underAnotherName_holdsThatFolder() throws IOException {
        Exported exported = Exported.to(temp.resolve("out"), "tar", plainFolder(), "--name", "Nachtzug é");

        assertThat(exported.names()).contains("Nachtzug é", "Nachtzug é/script.md");
    }

    @Test
    void export_ofAFolderGivenByALinkOrADot_isNamedAsTheFolderIs() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), plainFolder());
        Files.createDirectories(temp.resolve("out"));

        CommandLine.in(temp.resolve("film"))
                .run("export", ".", "-o", "../out/dot.tar")
                .ok();
        CommandLine.in(temp).export(link, temp.resolve("out/link.tar")).ok();

        assertThat(namesIn("dot.tar")).contains("film/script.md");
        assertThat(namesIn("link.tar")).contains("script.md");
    }

    private String namesIn(String archive) throws IOException {
        return Exec.in(temp.resolve("out")).run("tar", "-tf", archive).ok().text();
    }
}
