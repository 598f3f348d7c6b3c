package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.projectexporter.testkit.Exec;

class InputLifelineTest {
    @TempDir
    Path temp;

    @Test
    void watch_runsWhenTheInputEnds_andNotBefore() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        PipedOutputStream parent = new PipedOutputStream();
        InputLifeline.watch(new PipedInputStream(parent), cut::countDown);
        parent.write("hello\n".getBytes(StandardCharsets.UTF_8));
        parent.flush();
        assertThat(cut.await(200, TimeUnit.MILLISECONDS)).isFalse();
        parent.close();
        assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
    }

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
