package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final FakeConsole console = new FakeConsole();

    private int run(String... arguments) {
        return new Main(console.plain()).run(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "resume",
                "export",
                "export film",
                "export film -o film.zip --bogus",
                "export film more -o film.zip",
                "export film -o film.zip --compression-level ten",
                "export film -o film.zip --compression-level 10",
                "export film -o film.zip --threads 0",
                "export film -o film.zip --missing-lfs ignore",
                "export film -o film.zip --lfs-media twice",
                "export film -o film.zip --lfs-media once --no-history",
                "export film -o film.zip --options nowhere.json",
                "export film -o film.zip --progress loud",
                "export film -o film.zip --name a/b",
                "export film -o film.rar",
                "inspect",
                "serve",
                "serve --workspace no/such/folder",
                "serve --workspace . --data d --port 65536",
                "serve --workspace . --data d --max-running 0",
                "serve --workspace . --data d --memory-mb 31",
                "serve --workspace . --data d --base-path /a/",
                "serve --workspace . --data d --trusted-proxy proxy.example",
                "serve --workspace . --data d --quota-mb 9223372036854775807",
                "serve --workspace . --data d --keep-per-project 0",
                "serve --workspace . --data d --keep-mb 9223372036854775807",
                "serve --workspace . --data d --keep-free-mb -1",
                "serve --workspace . --data d --upload-hours 0",
                "serve --workspace . --data d --orphan-hours 0",
                "serve --workspace . --token secret",
                "verify",
                "verify one.zip two.zip"
            })
    void wrongUsage_isOneLineAndAHintOnStandardErrorAndExitCode2(String line) {
        int code = run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(console.out()).isEmpty();
        assertThat(console.err().lines()).hasSize(2);
        assertThat(console.err())
                .startsWith("project-export: ")
                .contains("\nsee 'project-export")
                .endsWith("--help'\n");
    }

    @Test
    void unknownOption_isAnsweredWithTheKnownOnes() {
        run("export", "film", "-o", "film.zip", "--colour");

        assertThat(console.err())
                .contains("unknown option --colour; known options: --output, --format,", "--[no-]history");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--threads two | --threads must be a whole number, not two",
                "--threads 99999999999 | --threads must be a smaller number, not 99999999999",
                "--missing-lfs perhaps | --missing-lfs must be one of fail, warn, not perhaps",
                "--lfs-media once --no-history | lfs_media \"once\" needs the history",
                "--seal-hash md5 | seal_hash needs a seal; set seal as well (--seal-hash)",
                "--compression-level 11 | compression_level must be 0 to 9, not 11 (--compression-level)",
                "--format | missing required parameter for option '--format'"
            })
    void wrongValue_isAnsweredWithWhatIsAllowed(String arguments, String message) {
        assertThat(run(("export no-film -o film.zip " + arguments).split(" "))).isEqualTo(2);

        assertThat(console.err()).contains(message);
    }

    @Test
    void unknownCommand_isAnsweredWithTheKnownOnes() {
        run("exprot");

        assertThat(console.err())
                .startsWith(
                        "project-export: unknown command exprot; known commands: export, resume, discard, verify, inspect, import, formats, sources, serve, tokens\n");
    }

    @Test
    void missingProject_isOneLineWithoutAStackTrace() {
        int code = run("export", "no/such/folder", "-o", "film.zip", "--format", "zip");

        assertThat(code).isEqualTo(1);
        assertThat(console.err().lines()).hasSize(1);
    }

    @Test
    void debug_addsTheStackTrace() {
        run("export", "no/such/folder", "-o", "film.zip", "--format", "zip", "--debug");

        assertThat(console.err()).contains("\tat org.projectexporter.");
    }

    @Test
    void help_goesToStandardOutput() {
        assertThat(run("export", "--help")).isZero();
        assertThat(console.out())
                .startsWith("Usage: project-export export DIR -o FILE")
                .contains("--[no-]history");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void version_goesToStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(console.out()).startsWith("project-export ");
    }
}
