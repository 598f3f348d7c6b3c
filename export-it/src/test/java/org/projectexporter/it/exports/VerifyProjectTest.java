package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.SplitArchive;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** Complete projects with history and media: their archives are verified as intact, from outside. */
class VerifyProjectTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.zst"})
    void aFilmProject_isWhole(String format) throws IOException {
        Tools.require("git", "git-lfs");
        GitFixture film = FilmProject.make(temp.resolve("film"), true).gc();
        Exported exported = Exported.to(temp.resolve("out"), format, film.folder());
        ToolRun run = CommandLine.in(temp).run("verify", exported.archive().toString());
        assertThat(run.exited(0).text()).contains("intact: every byte is unchanged");
        SplitArchive.split(exported.archive(), 1 << 20);
        run = CommandLine.in(temp).run("verify", exported.archive() + ".001");
        assertThat(run.exited(0).text()).contains("intact: every byte is unchanged");
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"tar", "tar.gz"})
    void aFilmProject_inTheOtherFormats_isWhole(String format) throws IOException {
        aFilmProject_isWhole(format);
    }

    @Test
    void anLfsObjectThatWasCorruptInTheProject_isNotADefectOfTheArchive() throws IOException {
        Tools.require("git", "git-lfs");
        GitFixture project = GitFixture.init(temp.resolve("film"))
                .lfs("*.mp4")
                .file("take.mp4", new Noise(5).bytes(300_000))
                .commit("Takes");
        Path object = project.lfsObjectOf("take.mp4");
        Files.setAttribute(object, "unix:mode", 0644);
        byte[] content = Files.readAllBytes(object);
        content[1000] ^= 1;
        Files.write(object, content);

        Exported exported = Exported.exited(4, temp.resolve("out"), "zip", project.folder());
        CommandLine.in(temp).run("verify", exported.archive().toString()).exited(0);
    }
}
