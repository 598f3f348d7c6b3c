package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.cli.ExitCode;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** Folders that patterns leave out, and that cannot be read. */
class ExcludedFoldersTest {
    @TempDir
    Path temp;

    private Path project;

    @BeforeEach
    void makeAProject() throws IOException {
        temp = temp.toRealPath();
        project = Files.createDirectories(temp.resolve("film/dead"));
        project = project.getParent();
        Files.writeString(project.resolve("note.txt"), "note\n");
    }

    @AfterEach
    void removeDeepFolders() throws IOException {
        Exec.in(temp).run("sh", "-c", "fusermount -u -z film/dead; rm -rf film/deep");
    }

    private ToolRun export(String... more) throws IOException {
        return CommandLine.in(temp).export(project, temp.resolve("film.zip"), more);
    }

    /** A mount whose server is gone: every access ends with ENOTCONN. */
    private void makeADeadMount() throws IOException {
        Tools.require("bindfs", "fusermount");
        Files.createDirectory(temp.resolve("below"));
        String script = "bindfs -f ../../below . & server=$!; i=0;"
                + " until grep -q film/dead /proc/self/mounts || [ $i -ge 100 ]; do sleep 0.05; i=$((i+1)); done;"
                + " kill -9 $server; wait $server; grep -q film/dead /proc/self/mounts";
        boolean mounted =
                Exec.in(project.resolve("dead")).run("sh", "-c", script).exitCode() == 0;
        Tools.requireRight(mounted, "a mount of bindfs");
    }

    @Test
    void aDeadMount_stopsNoExportThatExcludesIt() throws IOException {
        makeADeadMount();

        ToolRun all = export();
        ToolRun without = export("--exclude", "dead", "--force");

        assertThat(all.exited(ExitCode.STOPPED).errors())
                .contains("cannot read dead of the project (Transport endpoint is not connected)");
        assertThat(without.ok().text()).contains("holds     1 file,");
    }

    @Test
    void aDeadMount_isSkippedOnRequest() throws IOException {
        makeADeadMount();

        ToolRun run = export("--on-unreadable", "skip").exited(ExitCode.INCOMPLETE);

        assertThat(run.text()).contains("film/dead: cannot be read: Transport endpoint is not connected");
    }

    @Test
    void aPathThatIsTooLong_stopsNoExportThatExcludesIt() throws IOException {
        Path upper = Files.createDirectories(
                project.resolve("deep/" + "a".repeat(200) + ("/" + "a".repeat(200)).repeat(10)));
        Path lower = Files.createDirectories(temp.resolve("lower" + ("/" + "b".repeat(200)).repeat(12)));
        Files.writeString(lower.resolve("deep.txt"), "deep\n");
        Files.move(temp.resolve("lower"), upper.resolve("lower"));

        ToolRun all = export();
        ToolRun without = export("--exclude", "/deep/", "--force");

        assertThat(all.exited(ExitCode.STOPPED).errors()).contains("(File name too long)", "cannot read deep/");
        without.ok();
    }
}
