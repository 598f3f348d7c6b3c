package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.testkit.Exec;
import org.projectexporter.testkit.Noise;
import org.projectexporter.testkit.ToolRun;

/** A file system of one MiB, in a mount namespace of its own, for an archive of three. */
class NoSpaceTest {
    @TempDir
    Path temp;

    @Test
    void aTargetWithoutSpace_isRefusedBeforeTheFirstByte_andNothingIsLeftBehind() throws IOException {
        Files.write(Files.createDirectories(temp.resolve("film")).resolve("shot.mp4"), new Noise(1).bytes(3 << 20));
        Files.createDirectories(temp.resolve("small"));
        Assumptions.assumeTrue(
                inSmallFileSystem(List.of("true")).exitCode() == 0, "this machine permits no mount of its own");

        ToolRun run = inSmallFileSystem(exportCommand());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.text()).isEqualTo("LEFT:\n");
        assertThat(BadInputTest.messageOf(run)).contains("space").doesNotContain("Exception");
    }

    private static List<String> exportCommand() {
        List<String> command = new ArrayList<>(CommandLine.javaCommand());
        command.addAll(List.of("org.projectexporter.cli.Main", "export", "film", "-o", "small/film.zip"));
        return command;
    }

    /** The command comes as arguments of the script, so that its paths may hold spaces. */
    private ToolRun inSmallFileSystem(List<String> command) throws IOException {
        String script =
                "mount -t tmpfs -o size=1m none small && \"$@\"; code=$?; echo LEFT: $(ls -A small); exit $code";
        List<String> line =
                new ArrayList<>(List.of("unshare", "--map-root-user", "--mount", "sh", "-c", script, "in-small"));
        line.addAll(command);
        return Exec.in(temp).run(line.toArray(String[]::new));
    }
}
