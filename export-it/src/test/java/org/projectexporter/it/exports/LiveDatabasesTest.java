package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * Exports of real SQLite databases in which a program commits in bursts: every copy that is not listed must be whole.
 *
 * <p>{@code -Dlive.seconds=600} runs for ten minutes (30 seconds by default).
 */
@Tag("long")
class LiveDatabasesTest {
    private static final long SECONDS = Long.getLong("live.seconds", 30);
    private static final List<String> FORMATS = List.of("tar", "zip", "tar.zst", "tar.gz");

    /** Databases by name: how they are written, and their rows. The last one is too large to be captured. */
    private static final Map<String, List<String>> DATABASES = Map.of(
            "wal.db", List.of("wal", "2000"),
            "rollback.db", List.of("delete", "2000"),
            "persistent.sqlite", List.of("persist", "1000"),
            "Cookies", List.of("wal", "1500"),
            "catalogue.lrcat", List.of("wal", "150000"));

    @TempDir
    Path temp;

    private final List<Process> writers = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    @Test
    void everyCopyOfADatabaseInUse_isWhole_orListed() throws IOException, InterruptedException {
        Tools.require("python3");
        Path film = Files.createDirectories(temp.resolve("film"));
        Path script = script();
        try {
            for (Map.Entry<String, List<String>> database : DATABASES.entrySet()) {
                Path file = film.resolve(database.getKey());
                Files.write(film.resolve(database.getKey() + "-media"), new Noise(1).bytes(2_000_000));
                startWriter(script, file, database.getValue());
            }
            long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            for (int i = 0; System.nanoTime() < end; i++) {
                exportAndCheck(film, script, FORMATS.get(i % FORMATS.size()));
            }
        } finally {
            for (Process writer : writers) {
                writer.destroyForcibly().waitFor();
            }
        }
        System.out.println("databases in use: " + counts);
        assertThat(counts).containsKey("exports");
    }

    private Path script() throws IOException {
        try (InputStream script =
                Objects.requireNonNull(LiveDatabasesTest.class.getResourceAsStream("busy_database.py"))) {
            return Files.write(temp.resolve("busy_database.py"), script.readAllBytes());
        }
    }

    private void startWriter(Path script, Path file, List<String> how) throws IOException {
        Process writer = new ProcessBuilder(
                        "python3", script.toString(), "write", file.toString(), how.get(0), how.get(1))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        writers.add(writer);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(out.readLine()).isEqualTo("ready");
    }

    private void exportAndCheck(Path film, Path script, String format) throws IOException {
        Path out = temp.resolve("out");
        OutFolder.clear(out);
        Path archive = out.resolve("film." + format);
        ToolRun run = CommandLine.in(out).export(film, archive, "--progress", "none");
        assertThat(run.exitCode()).as(run.toString()).isIn(0, 4);
        count("exports");
        count("exit " + run.exitCode());
        JsonNode manifest = new Exported(archive, format, run).manifest();
        Path copies =
                Unpacker.BSDTAR.unpack(archive, format, out.resolve("unpacked")).resolve("film");
        for (Map.Entry<String, List<String>> database : DATABASES.entrySet()) {
            String name = database.getKey();
            boolean listed = isListed(manifest, "film/" + name);
            String state = Exec.in(out)
                    .run(
                            "python3",
                            script.toString(),
                            "check",
                            copies.resolve(name).toString(),
                            database.getValue().get(1))
                    .ok()
                    .text()
                    .strip();
            count(name + (listed ? " listed" : " not listed") + (state.equals("whole") ? "" : ", torn"));
            assertThat(listed || state.equals("whole"))
                    .as(format + " " + name + ": " + state)
                    .isTrue();
            assertThat(listed && run.exitCode() == 0).isFalse();
        }
    }

    private static boolean isListed(JsonNode manifest, String path) {
        for (JsonNode changed : manifest.get("changed_while_exporting")) {
            if (changed.get("path").asText().equals(path)) {
                return true;
            }
        }
        return false;
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
