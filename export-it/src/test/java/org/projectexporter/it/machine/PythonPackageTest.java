package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** Runs the tests of the Python package against the server of this build. */
class PythonPackageTest {
    private static final String NEEDED = "import aiohttp, fastapi, pytest, pytest_asyncio, uvicorn, wsproto";

    private static final Path PACKAGE = Path.of("..", "python").toAbsolutePath().normalize();

    @TempDir
    Path temp;

    @Test
    @Tag("long")
    void packageAndExampleWorkWithTheRealServer() throws IOException {
        Optional<String> python = interpreter();
        Tools.requireThat(
                python.isPresent(),
                "a Python 3.10 or newer with aiohttp, fastapi, pytest, pytest-asyncio, uvicorn and wsproto"
                        + " (PROJECT_EXPORT_PYTHON, python3, /usr/bin/python3)");
        ToolRun tests = Exec.in(PACKAGE)
                .with("PROJECT_EXPORT_COMMAND", serverCommand())
                .with("PYTHONDONTWRITEBYTECODE", "1")
                .with("REQUIRE_TOOLS", String.valueOf(Boolean.getBoolean("require.tools")))
                .within(Duration.ofMinutes(12))
                .run(
                        python.orElseThrow(),
                        "-m",
                        "pytest",
                        "-q",
                        "--durations=5",
                        "--basetemp",
                        temp.resolve("pytest").toString());
        assertThat(tests.exitCode()).as(tests.toString()).isZero();
        assertThat(tests.text()).contains(" passed");
    }

    /** A JSON list, since arguments may contain spaces. */
    private static String serverCommand() throws IOException {
        List<String> command = new ArrayList<>(CommandLine.javaCommand());
        command.add("org.projectexporter.cli.Main");
        return new ObjectMapper().writeValueAsString(command);
    }

    private Optional<String> interpreter() throws IOException {
        Map<String, String> environment = System.getenv();
        List<String> candidates = Stream.of(
                        Optional.ofNullable(environment.get("PROJECT_EXPORT_PYTHON")),
                        Tools.find("python3").map(Path::toString),
                        Optional.of("/usr/bin/python3"))
                .flatMap(Optional::stream)
                .filter(candidate -> Files.isExecutable(Path.of(candidate)))
                .toList();
        for (String candidate : candidates) {
            ToolRun run =
                    Exec.in(temp).run(candidate, "-c", NEEDED + "; import sys; sys.exit(sys.version_info < (3, 10))");
            if (run.exitCode() == 0) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
