package org.projectexporter.git.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.testkit.FakeSourceContext;

@Timeout(60)
final class GitOutputTest {
    @TempDir
    Path temp;

    private final CancellationToken token = new CancellationToken();
    private FakeSourceContext context;

    @BeforeEach
    void makeContext() {
        context = FakeSourceContext.of(temp).with(token);
    }

    private GitOutput of(String... scripts) throws IOException {
        List<ProcessBuilder> commands = new ArrayList<>();
        List<Path> errors = new ArrayList<>();
        for (String script : scripts) {
            Path file = temp.resolve("errors" + errors.size());
            errors.add(file);
            commands.add(new ProcessBuilder("sh", "-c", script).redirectError(file.toFile()));
        }
        return GitOutput.of(commands, errors, context);
    }

    @Test
    void read_ofAPipeline_givesLinesAndBlocks() throws IOException {
        try (GitOutput output = of("printf 'one\\n\\n12345\\nlast'", "cat")) {
            assertThat(output.line()).isEqualTo("one");
            assertThat(output.line()).isEmpty();
            assertThat(output.block(5)).asString().isEqualTo("12345");
            assertThat(output.line()).isEqualTo("last");
            assertThat(output.line()).isNull();
            output.requireSuccess();
        }
    }

    @Test
    void read_ofMuchOnBothOutputs_ends() throws IOException {
        long lines = 0;
        try (GitOutput output = of("seq 1 300000; seq 1 300000 >&2; seq 1 300000")) {
            while (output.line() != null) {
                lines++;
            }
            output.requireSuccess();
        }

        assertThat(lines).isEqualTo(600_000);
    }

    @Test
    void requireSuccess_reportsWhatGitPrinted() throws IOException {
        try (GitOutput output = of("echo hint: x >&2; echo 'fatal: bad object 12' >&2; exit 128", "cat")) {
            assertThat(output.line()).isNull();
            assertThatThrownBy(output::requireSuccess)
                    .isInstanceOf(GitFatalException.class)
                    .hasMessage("fatal: bad object 12");
        }
    }

    @Test
    void requireSuccess_ofAnotherExitCode_reportsThatGitIsUnavailable() throws IOException {
        try (GitOutput output = of("kill -9 $$")) {
            assertThat(output.line()).isNull();
            assertThatThrownBy(output::requireSuccess)
                    .isInstanceOf(GitUnavailableException.class)
                    .hasMessage("git ended with exit code 137");
        }
    }

    @Test
    void block_thatIsTruncated_isAnError() throws IOException {
        try (GitOutput output = of("printf 123")) {
            assertThatThrownBy(() -> output.block(5)).isInstanceOf(GitUnavailableException.class);
        }
    }

    @Test
    void of_aProgramThatCannotBeStarted_isAnError() {
        List<ProcessBuilder> commands = List.of(new ProcessBuilder(temp.toString()));

        assertThatThrownBy(() -> GitOutput.of(commands, List.of(temp.resolve("e")), context))
                .isInstanceOf(GitUnavailableException.class)
                .hasMessageContaining("cannot be started");
    }

    @Test
    void read_ofACancelledExport_stopsThoughNothingIsPrinted_andEndsTheCommands() throws IOException {
        AtomicInteger running = new AtomicInteger();
        Thread canceller = new Thread(
                () -> {
                    while (children() < 2) {
                        Thread.onSpinWait();
                    }
                    running.set((int) children());
                    token.cancel();
                },
                "canceller");
        canceller.setDaemon(true);
        canceller.start();

        try (GitOutput output = of("exec sleep 1000", "exec sleep 1001")) {
            assertThatThrownBy(output::line).isInstanceOf(ExportCancelledException.class);
        }

        assertThat(running).hasValue(2);
        assertThat(children()).isZero();
    }

    private static long children() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/sleep"))
                .count();
    }
}
