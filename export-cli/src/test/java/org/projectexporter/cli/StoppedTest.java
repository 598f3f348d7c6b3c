package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.projectexporter.testkit.Exec;

/** Ctrl-C in the middle of an export. */
class StoppedTest {
    @TempDir
    Path temp;

    @Test
    void ctrlC_whileItWrites_endsTheExport_leavesNothingBehind_andTheExitCodeTells() throws Exception {
        Path project = Files.createDirectories(temp.resolve("film"));
        try (RandomAccessFile holes =
                new RandomAccessFile(project.resolve("long.bin").toFile(), "rw")) {
            holes.setLength(4L << 30);
        }
        Path out = Files.createDirectories(temp.resolve("out"));

        Process export = CommandLine.in(temp).start(project, out.resolve("film.tar.gz"));
        try (BufferedReader events =
                new BufferedReader(new InputStreamReader(export.getErrorStream(), StandardCharsets.UTF_8))) {
            awaitBytes(events);
            Exec.in(temp).run("kill", "-INT", Long.toString(export.pid())).ok();
            events.lines().forEach(line -> {});
            assertThat(export.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            export.destroyForcibly();
        }

        assertThat(export.exitValue()).isEqualTo(130);
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).isEmpty();
        }
    }

    /** Reads events until one says that bytes were written. */
    private static void awaitBytes(BufferedReader events) throws IOException {
        for (String event = events.readLine(); event != null; event = events.readLine()) {
            if (event.matches(".*\"bytes_done\" ?: ?[1-9].*")) {
                return;
            }
        }
        throw new AssertionError("the export ended before it could be stopped");
    }
}
