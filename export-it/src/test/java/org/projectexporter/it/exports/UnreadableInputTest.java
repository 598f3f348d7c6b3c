package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Messages;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * All unreadable files are named before a byte is written. Root runs these without its privilege to read everything.
 */
class UnreadableInputTest {
    @TempDir
    Path temp;

    private ToolRun export(Path project, Path target) throws IOException {
        CommandLine line = CommandLine.in(temp);
        if (isRoot()) {
            Tools.require("setpriv");
            line = line.startedBy("setpriv", "--bounding-set", "-dac_override,-dac_read_search");
        }
        return line.export(project, target);
    }

    private boolean isRoot() throws IOException {
        return Exec.in(temp).run("id", "-u").ok().text().strip().equals("0");
    }

    @Test
    void unreadableFilesAndFolders_areAllNamed_andNothingIsLeft() throws IOException {
        Path project = Files.createDirectories(temp.resolve("film/deep/locked"))
                .getParent()
                .getParent();
        Files.writeString(project.resolve("fine.txt"), "fine\n");
        Files.setPosixFilePermissions(Files.writeString(project.resolve("one.txt"), "1\n"), Set.of());
        Files.setPosixFilePermissions(Files.writeString(project.resolve("deep/two.txt"), "2\n"), Set.of());
        Files.setPosixFilePermissions(project.resolve("deep/locked"), Set.of());
        Path out = Files.createDirectories(temp.resolve("out"));

        ToolRun run = export(project, out.resolve("film.zip")).exited(1);

        assertThat(run.errors())
                .contains("one.txt", "deep/two.txt", "deep/locked")
                .doesNotContain("fine.txt", "Exception", "\tat ");
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aTargetFolderThatMayNotBeWritten_isNamed() throws IOException {
        Path project = Files.createDirectories(temp.resolve("film"));
        Files.writeString(project.resolve("fine.txt"), "fine\n");
        Path out = Files.createDirectories(temp.resolve("out"));
        out.toFile().setWritable(false);

        ToolRun run = export(project, out.resolve("film.zip")).exited(1);

        assertThat(Messages.of(run)).contains(out.toString()).doesNotContain("Exception");
    }
}
