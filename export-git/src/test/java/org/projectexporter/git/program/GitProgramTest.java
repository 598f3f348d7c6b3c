package org.projectexporter.git.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.testkit.FakeSourceContext;

final class GitProgramTest {
    @TempDir
    Path temp;

    private FakeSourceContext project() throws IOException {
        return FakeSourceContext.of(Files.createDirectories(temp.resolve("film")));
    }

    private Path program(String folder, String script) throws IOException {
        Path file = Files.createDirectories(temp.resolve(folder)).resolve("git");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setAttribute(file, "unix:mode", 0755);
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "git version 2.32.0",
        "git version 2.39.5 (Apple Git-154)",
        "git version 2.51.0.windows.1",
        "git version 3.0.0-rc1"
    })
    void find_ofAVersionThatIsNewEnough_returnsIt(String version) throws IOException {
        Path git = program("bin", "echo '" + version + "'");

        assertThat(GitProgram.find(temp.resolve("none") + ":" + git.getParent(), project())
                        .file())
                .isEqualTo(git);
    }

    @ParameterizedTest
    @CsvSource({
        "git version 2.31.9, git 2.31 is too old",
        "git version 1.9.1, git 1.9 is too old",
        "'', does not report its version",
        "git version x, does not report its version"
    })
    void find_ofAnotherVersion_reportsWhatIsWrong(String version, String why) throws IOException {
        Path git = program("bin", "echo '" + version + "'");

        assertThatThrownBy(() -> GitProgram.find(git.getParent().toString(), project()))
                .isInstanceOf(GitUnavailableException.class)
                .hasMessageContaining(why);
    }

    @Test
    void find_skipsTheProjectAndFilesThatAreNotPrograms() throws IOException {
        Path own = program("film/bin", "echo git version 2.39.5");
        Path link = Files.createDirectories(temp.resolve("links")).resolve("git");
        Files.createSymbolicLink(link, own);
        Path text = program("text", "echo git version 2.39.5");
        Files.setAttribute(text, "unix:mode", 0644);
        Files.createDirectories(temp.resolve("folder/git"));

        for (Path folder : List.of(own.getParent(), link.getParent(), text.getParent(), temp.resolve("folder"))) {
            assertThatThrownBy(() -> GitProgram.find(folder.toString(), project()))
                    .hasMessage("there is no git on the PATH; install Git, then try again");
        }
    }

    @Test
    void builder_hasOnlyThePathOfTheEnvironment() throws IOException {
        Path git = program("bin", "echo git version 2.39.5");
        GitProgram program = GitProgram.find(git.getParent().toString(), project());

        assertThat(program.builder(List.of("x")).environment())
                .containsEntry("PATH", git.getParent().toString())
                .containsEntry("GIT_CONFIG_NOSYSTEM", "1")
                .containsEntry("GIT_CONFIG_GLOBAL", "/dev/null")
                .doesNotContainKeys("HOME", "USER")
                .hasSize(8);
        assertThat(program.builder(List.of("x")).command())
                .startsWith(git.toString())
                .contains("core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never")
                .endsWith("x");
    }
}
