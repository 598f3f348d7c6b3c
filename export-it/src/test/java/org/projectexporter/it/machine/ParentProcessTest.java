package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.Exec;

/** A server that was started by another program ends with it. */
class ParentProcessTest {
    @TempDir
    Path temp;

    @Test
    void serve_stopsInOrderWhenItsParentHasGone() throws Exception {
        Process server = Exec.in(temp).builder(serve()).start();
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
            assertThat(out.readLine()).contains("\"event\":\"ready\"");
            server.getOutputStream().close();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isZero();
        } finally {
            server.destroyForcibly();
        }
    }

    private List<String> serve() throws IOException {
        Path workspace = Files.createDirectory(temp.resolve("workspace"));
        List<String> command = new ArrayList<>(CommandLine.javaCommand());
        command.addAll(List.of("org.projectexporter.cli.Main", "serve", "--stop-with-input", "--port", "0"));
        command.addAll(List.of(
                "--workspace",
                workspace.toString(),
                "--data",
                temp.resolve("data").toString()));
        return command;
    }
}
