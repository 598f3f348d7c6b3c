package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

class StandardOutputTest {
    private static final OutputStream FULL = failing("No space left on device");
    private static final OutputStream CLOSED_PIPE = failing("Broken pipe");

    @TempDir
    Path temp;

    private final FakeConsole console = new FakeConsole();

    private static OutputStream failing(String how) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(how);
            }
        };
    }

    @BeforeEach
    void export() throws IOException {
        Files.writeString(Files.createDirectories(temp.resolve("film")).resolve("a.txt"), "a\n");
        assertThat(run(OutputStream.nullOutputStream(), "export film -o film.zip --progress none"))
                .isEqualTo(ExitCode.DONE);
    }

    private int run(OutputStream out, String line) {
        String[] arguments = Arrays.stream(line.split(" "))
                .map(word -> word.startsWith("film") || word.startsWith("new")
                        ? temp.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
        return new Main(console.writingTo(out)).run(arguments);
    }

    static Stream<String> commands() {
        return Stream.of(
                "--help",
                "--version",
                "export --help",
                "formats",
                "formats --json",
                "inspect film.zip",
                "inspect film.zip --json",
                "verify film.zip --progress none",
                "verify film.zip --json --progress none",
                "export film -o new.zip --progress none",
                "export film -o new.zip --json --progress none",
                "import film.zip new --progress none",
                "import film.zip new --json --dry-run --progress none",
                "discard new.zip",
                "discard new.zip --json");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aResultThatCannotBeWritten_isAFailure(String line) {
        assertThat(run(FULL, line)).isEqualTo(ExitCode.FAILED);
        assertThat(console.err())
                .isEqualTo("project-export: cannot write the result to standard output (No space left on device)\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aClosedPipe_isSilent(String line) {
        assertThat(run(CLOSED_PIPE, line)).isEqualTo(ExitCode.DONE);
        assertThat(console.err()).isEmpty();
    }
}
