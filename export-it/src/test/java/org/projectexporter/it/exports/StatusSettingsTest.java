package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ImportRequest;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectImporter;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/** Settings on which {@code git status} depends, and that are in files of the project. */
class StatusSettingsTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private Path out;

    @BeforeEach
    void makeFilm() throws IOException {
        Tools.require("git");
        out = Files.createDirectories(temp.resolve("out"));
        film = GitFixture.init(temp.resolve("film"))
                .file("cut.txt", "cut")
                .file(".localignore", "*.log")
                .file("settings/attributes", "*.x binary\n")
                .commit("cut");
        film.file("x.log", "log").file("new.txt", "new");
    }

    private Path importedAgain() throws IOException {
        Exported exported = Exported.to(out, "tar", film.folder());
        assertThat(exported.run().text()).doesNotContain("git status may differ");
        return ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(exported.archive(), temp.resolve("back"))
                                .build(),
                        ProgressListener.NONE)
                .folder();
    }

    private static String status(Path folder) throws IOException {
        return Exec.in(folder).git("status", "--porcelain").ok().text();
    }

    private void requireSameStatus() throws IOException {
        String before = status(film.folder());
        Path back = importedAgain();
        assertThat(status(back)).isEqualTo(before);
        assertThat(Exec.in(back).git("check-attr", "-a", "a.x").ok().text())
                .isEqualTo(Exec.in(film.folder())
                        .git("check-attr", "-a", "a.x")
                        .ok()
                        .text());
        String config = Files.readString(back.resolve(".git/config"));
        assertThat(config).doesNotContainIgnoringCase("excludesfile").doesNotContainIgnoringCase("[include");
    }

    @ParameterizedTest
    @ValueSource(strings = {".localignore", "ABSOLUTE/.localignore"})
    void excludesFile_ofTheProject_becomesLinesOfTheRepository(String value) throws IOException {
        film.git("config", "core.excludesFile", value.replace("ABSOLUTE", String.valueOf(film.folder())));

        requireSameStatus();
    }

    @Test
    void excludesFile_precedesTheLinesOfTheRepository_asInGit() throws IOException {
        Files.writeString(film.folder().resolve(".git/info/exclude"), "!x.log\nnew.txt\n");
        film.git("config", "core.excludesFile", ".localignore");

        requireSameStatus();
    }

    @Test
    void excludesFile_ofARepositoryWithoutInfo_getsOne() throws IOException {
        Files.delete(film.folder().resolve(".git/info/exclude"));
        Files.delete(film.folder().resolve(".git/info"));
        film.git("config", "core.excludesFile", ".localignore");
        film.git("config", "core.attributesFile", "settings/attributes");

        requireSameStatus();
    }

    @Test
    void includedFile_ofTheProject_isReadForWhatMayBeExported() throws IOException {
        film.file(
                        "settings/team",
                        "[core]\n\texcludesFile = .localignore\n\tfsmonitor = CANARY\n"
                                + "[include]\n\tpath = more\n[extensions]\n\tcanary = true\n")
                .file("settings/more", "[status]\n\tshowUntrackedFiles = no\n[core]\n\tbare = true\n")
                .commit("team");
        film.git("config", "include.path", "../settings/team");
        Exported exported = Exported.to(out, "tar", film.folder());
        Path back = ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(exported.archive(), temp.resolve("back"))
                                .build(),
                        ProgressListener.NONE)
                .folder();

        assertThat(Files.readString(back.resolve(".git/config")))
                .contains("showUntrackedFiles = no")
                .contains("bare = false")
                .doesNotContain("CANARY", "canary", "include", "bare = true");
        assertThat(status(back)).isEmpty();
        assertThat(Files.readString(back.resolve(".git/info/exclude"))).startsWith("*.log\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core.excludesFile=/etc/nothing",
                "include.path=/etc/nothing",
                "includeIf.onbranch:main.path=../a"
            })
    void whatIsNotInTheProject_isAWarningByName(String setting) throws IOException {
        String[] parts = setting.split("=", 2);
        film.git("config", parts[0], parts[1]);
        Exported exported = Exported.to(out, "tar", film.folder());

        assertThat(exported.run().text())
                .contains("git status may differ")
                .containsIgnoringCase(parts[0].substring(0, parts[0].indexOf('.')));
    }

    @Test
    void aLinkToAFileOutside_isNotRead() throws IOException {
        Path outside = Files.writeString(temp.resolve("outside"), "CANARY\n");
        Files.createSymbolicLink(film.folder().resolve("linked"), outside);
        film.git("config", "core.excludesFile", "linked");
        Exported exported = Exported.to(out, "tar", film.folder());

        assertThat(exported.run().text()).contains("git status may differ");
        assertThat(Files.readAllBytes(exported.archive())).asString().doesNotContain("CANARY");
    }
}
