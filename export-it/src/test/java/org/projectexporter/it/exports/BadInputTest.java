package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Messages;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** Failures are reported in one line that names the cause and by the exit code, and leave no files. */
public class BadInputTest {
    @TempDir
    Path temp;

    private Path project;
    private Path out;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(temp.resolve("film"));
        Files.writeString(project.resolve("script.md"), "INT. TRAIN - NIGHT\n");
        out = Files.createDirectories(temp.resolve("out"));
    }

    private ToolRun export(Path folder, String target, String... more) throws IOException {
        return CommandLine.in(temp).export(folder, out.resolve(target), more);
    }

    /** Asserts a proper failure: one line, no stack trace, no files left. */
    private void assertRefused(ToolRun run, int exitCode, String... named) throws IOException {
        run.exited(exitCode);
        assertThat(Messages.of(run)).contains(named).doesNotContain("Exception", "\tat ", "internal error");
        assertThat(run.text()).isEmpty();
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void noSuchFolder_isNamed() throws IOException {
        assertRefused(
                export(temp.resolve("nowhere"), "film.zip"),
                1,
                temp.resolve("nowhere").toString());
    }

    @Test
    void aFileInsteadOfAFolder_isNamed() throws IOException {
        Path file = project.resolve("script.md");

        assertRefused(export(file, "film.zip"), 1, file.toString(), "folder");
    }

    @Test
    void anExistingTarget_isNotOverwritten() throws IOException {
        Path target = Files.writeString(out.resolve("film.zip"), "precious");
        TreeSnapshot before = TreeSnapshot.of(out);

        ToolRun run = export(project, "film.zip").exited(1);

        assertThat(Messages.of(run)).contains(target.toString(), "--force");
        assertThat(TreeDiff.between(before, TreeSnapshot.of(out))
                        .withChangeTimes()
                        .differences())
                .isEmpty();
    }

    @Test
    void anExistingTarget_withForce_isReplaced() throws IOException {
        Files.writeString(out.resolve("film.zip"), "precious");

        export(project, "film.zip", "--force").ok();

        assertThat(Unpacker.UNZIP
                        .unpack(out.resolve("film.zip"), "zip", temp.resolve("unpacked"))
                        .resolve("film/script.md"))
                .hasSameBinaryContentAs(project.resolve("script.md"));
    }

    @Test
    void aTargetThatIsAFolder_isNotReplaced_evenWithForce() throws IOException {
        Files.createDirectories(out.resolve("film.zip/inside"));

        ToolRun run = export(project, "film.zip", "--force").exited(1);

        assertThat(Messages.of(run)).contains(out.resolve("film.zip").toString());
        assertThat(out.resolve("film.zip/inside")).isDirectory();
    }

    @Test
    void aTargetFolderThatIsMissing_isNamed() throws IOException {
        assertRefused(
                export(project, "missing/film.zip"), 1, out.resolve("missing").toString());
    }

    @Test
    void anUnknownFormat_isNamed_withTheKnownOnes() throws IOException {
        assertRefused(export(project, "film.zip", "--format", "rar"), 2, "rar", "tar", "tar.gz", "zip");
    }

    @Test
    void anUnknownSuffix_isNamed_withTheKnownOnes() throws IOException {
        assertRefused(export(project, "film.rar"), 2, "film.rar", ".tar", ".tar.gz", ".zip");
    }

    @ParameterizedTest
    @CsvSource({
        "--shiny,--shiny",
        "--compression-level=12,12",
        "--compression-level=high,high",
        "--missing-lfs=maybe,maybe",
        "--threads=0,0"
    })
    void anUnknownOrWrongOption_isNamed(String option, String named) throws IOException {
        assertRefused(export(project, "film.zip", option), 2, named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"include_histroy\": true}",
                "{\"include_history\": \"yes\"}",
                "{\"compression_level\": 6.5}",
                "{\"exclude\": [1]}",
                "[]",
                "{"
            })
    void anOptionsFileWithAFault_isNamed(String json) throws IOException {
        Path file = Files.writeString(temp.resolve("options.json"), json);

        assertRefused(export(project, "film.zip", "--options", file.toString()), 2, "options.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "a-file"})
    void aDependencyRootThatIsNoFolder_isNamed(String name) throws IOException {
        Files.writeString(temp.resolve("a-file"), "a file\n");
        String root = temp.resolve(name).toString();

        assertRefused(
                export(project, "film.zip", "--dependencies", "--dependency-root", root), 1, root, "not a folder");
    }

    @Test
    void aNameTooLongForTheDependenciesNextToIt_isReported() throws IOException {
        String name = "n".repeat(243);

        assertRefused(export(project, "film.zip", "--dependencies", "--name", name), 1, name, "too long");
    }

    @Test
    void aBrokenRepository_isNamed_withWhatWouldStillSaveTheFiles() throws IOException {
        GitFixture.init(temp.resolve("broken")).file("a.txt", "a\n").commit("A");
        Files.writeString(temp.resolve("broken/.git/HEAD"), "garbage\n");

        assertRefused(export(temp.resolve("broken"), "film.zip"), 1, ".git", "--no-history");
        export(temp.resolve("broken"), "film.zip", "--no-history").ok();
    }

    @Test
    void debug_showsTheStackTrace() throws IOException {
        ToolRun run = export(temp.resolve("nowhere"), "film.zip", "--debug").exited(1);

        assertThat(run.errors()).contains("\tat ");
    }
}
