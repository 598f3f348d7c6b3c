package org.projectexporter.it.faults;

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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.Exec;

/** Ctrl-C in the middle of an export. */
class StoppedTest {
    @TempDir
    Path temp;

    @Test
    void ctrlC_whileWriting_endsTheExport_andSetsTheExitCode_andDiscardRemovesTheRest() throws Exception {
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
        assertThat(names(out)).containsExactly(".film.tar.gz.export");
        CommandLine.in(temp)
                .run("discard", out.resolve("film.tar.gz").toString())
                .ok();
        assertThat(names(out)).isEmpty();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            return left.map(path -> path.getFileName().toString()).toList();
        }
    }

    /** Reads events until one reports written bytes. */
    private static void awaitBytes(BufferedReader events) throws IOException {
        for (String event = events.readLine(); event != null; event = events.readLine()) {
            if (event.matches(".*\"bytes_done\" ?: ?[1-9].*")) {
                return;
            }
        }
        throw new AssertionError("the export ended before it could be stopped");
    }
}
