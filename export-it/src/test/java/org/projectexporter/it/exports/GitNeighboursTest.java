package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ImportRequest;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectImporter;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/** Repositories as newer versions of Git, clones and moved disks leave them. */
class GitNeighboursTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private Path out;

    @BeforeEach
    void makeFilm() throws IOException {
        Tools.require("git");
        out = Files.createDirectories(temp.resolve("out"));
        film = GitFixture.init(temp.resolve("film")).file("cut.txt", "cut").commit("cut");
    }

    private Path importOf(Exported exported) throws IOException {
        return ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(exported.archive(), temp.resolve("back"))
                                .build(),
                        ProgressListener.NONE)
                .folder();
    }

    @ParameterizedTest
    @CsvSource({"relativeWorktrees, true", "submodulePathConfig, true", "worktreeConfig, true"})
    void anExtensionThatNothingInTheArchiveNeeds_isNotInIt(String name, String value) throws IOException {
        Path config = film.folder().resolve(".git/config");
        Files.writeString(
                config,
                Files.readString(config).replace("repositoryformatversion = 0", "repositoryformatversion = 1")
                        + "[extensions]\n\t" + name + " = " + value + "\n");
        Path back = importOf(Exported.to(out, "zip", film.folder()));

        assertThat(Files.readString(back.resolve(".git/config"))).doesNotContain(name);
        Exec.in(back).git("fsck", "--strict").ok();
        assertThat(Exec.in(back).git("status", "--porcelain").ok().text()).isEmpty();
    }

    @Test
    void theExtensionOfSettingsPerWorktree_staysWhereThereAreSuchSettings() throws IOException {
        film.git("sparse-checkout", "set", "--cone", "--no-sparse-index", "a");
        Path back = importOf(Exported.to(out, "zip", film.folder()));

        assertThat(Exec.in(back).git("config", "core.sparseCheckout").ok().lines())
                .containsExactly("true");
    }

    @Test
    void alternatesThatLeadNowhere_areANote_ifNothingIsBorrowed() throws IOException {
        Path list = film.folder().resolve(".git/objects/info/alternates");
        Files.writeString(Files.createDirectories(list.getParent()).resolve("alternates"), temp + "/gone/objects\n");
        Exported exported = Exported.to(out, "zip", film.folder());

        assertThat(exported.run().text()).contains("lists a store that is missing, and needs no objects from it");
        Exec.in(importOf(exported)).git("fsck", "--full").ok();
    }

    @Test
    void alternatesThatLeadNowhere_areRefused_ifSomethingIsBorrowed() throws IOException {
        Exec.in(temp).git("clone", "-q", "--shared", "film", "copy").ok();
        Files.move(film.folder(), temp.resolve("away"));

        assertThat(CommandLine.in(temp)
                        .export(temp.resolve("copy"), out.resolve("copy.zip"))
                        .exited(1)
                        .errors())
                .contains("a store that it borrows objects from (alternates)");
    }

    @Test
    void aPartialCloneThatHasEverything_isNotCalledPartial() throws IOException {
        Files.createDirectories(temp.resolve("first"));
        film.git("config", "uploadpack.allowFilter", "true");
        clone("whole");
        assertThat(Exported.to(temp.resolve("first"), "zip", temp.resolve("whole"))
                        .run()
                        .text())
                .doesNotContain("a partial clone");

        film.file("old.txt", "old").commit("old");
        film.git("rm", "-q", "old.txt");
        film.commit("gone");
        clone("part");
        assertThat(Exported.to(out, "zip", temp.resolve("part")).run().text()).contains("a partial clone");
    }

    private void clone(String name) throws IOException {
        Exec.in(temp)
                .git("clone", "-q", "--filter=blob:none", "file://" + film.folder(), name)
                .ok();
    }
}
