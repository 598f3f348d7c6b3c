package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.cli.ExitCode;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/** A process that may have 128 open files, with a project that has more of everything. */
class FewDescriptorsTest {
    private static final int OPEN_FILES = 128;

    @TempDir
    Path temp;

    private Path project;

    @BeforeEach
    void makeAProject() throws IOException {
        Tools.require("git");
        GitFixture git = GitFixture.init(temp.resolve("film"));
        project = git.folder();
        Path deep = project;
        for (int depth = 0; depth < 60; depth++) {
            deep = Files.createDirectories(deep.resolve("d" + depth));
            Files.writeString(deep.resolve("note.txt"), depth + "\n");
        }
        for (int i = 0; i < 700; i++) {
            Files.writeString(project.resolve("f" + i), i + "\n");
        }
        git.git("add", "-A");
        git.commit("many loose objects");
    }

    private CommandLine limited() {
        return CommandLine.in(temp).startedBy("sh", "-c", "ulimit -n " + OPEN_FILES + " && exec \"$@\"", "sh");
    }

    private void assertComesBack(Path archive) throws IOException {
        limited().run("verify", archive.toString()).ok();
        Path back = temp.resolve("back");
        limited().run("import", archive.toString(), back.toString()).ok();
        GitFixture.at(back).git("fsck", "--full");
        assertThat(GitFixture.at(back).git("status", "--porcelain")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.zst"})
    void manyLooseObjectsInManyFolders_areExportedAndImported(String format) throws IOException {
        Path archive = temp.resolve("film." + format);

        limited().export(project, archive, "--threads", "16").ok();

        assertComesBack(archive);
    }

    @Tag("long")
    @Test
    void morePacksThanOpenFiles_areExportedAndImported() throws IOException {
        GitFixture git = GitFixture.at(project);
        git.git("config", "gc.auto", "0");
        for (int i = 0; i < OPEN_FILES + 20; i++) {
            Files.writeString(project.resolve("take"), i + "\n");
            git.git("add", "take");
            git.commit("take " + i);
            git.git("repack", "-q", "-d");
        }
        Path archive = temp.resolve("film.zip");

        limited().export(project, archive, "--split-size-mb", "1").ok();

        assertComesBack(archive);
    }

    @Test
    void anExportThatLackedFiles_resumesWithMore() throws IOException {
        Path archive = temp.resolve("film.zip");
        CommandLine tooFew = CommandLine.in(temp).startedBy("sh", "-c", "ulimit -n 60 && exec \"$@\"", "sh");

        int code = tooFew.export(project, archive).exitCode();

        if (code == ExitCode.STOPPED) { // with some class paths Java itself does not start
            limited().run("resume", archive.toString()).ok();
            assertComesBack(archive);
        } else {
            assertThat(code).isIn(ExitCode.DONE, ExitCode.FAILED);
        }
    }
}
