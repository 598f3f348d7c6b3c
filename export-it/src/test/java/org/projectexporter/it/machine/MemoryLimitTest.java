package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.projectexporter.it.program.Jdks;
import org.projectexporter.it.program.LauncherFolder;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** The launcher adapts Java to the memory of the machine or its container: cgroups(7). */
class MemoryLimitTest {
    @TempDir
    private Path temp;

    private Path launcher;

    @BeforeEach
    void init() throws IOException {
        launcher = LauncherFolder.make(temp.resolve("checkout"));
    }

    /** A fake Java that prints its arguments. */
    private Path talkingJava() throws IOException {
        Path java = Files.createDirectories(temp.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return java.resolveSibling("..").normalize();
    }

    /** The options of Java, under control groups of which one has this file, in its own mount namespace. */
    private ToolRun options(String file, String content, String command) throws IOException {
        Tools.require("unshare", "mount");
        String groups = "mount -t tmpfs none /sys/fs/cgroup && mkdir -p /sys/fs/cgroup/memory && printf '%s\\n' "
                + content + " >/sys/fs/cgroup/" + file + " && exec \"$0\" \"$@\"";
        ToolRun run = Exec.in(temp)
                .with("JAVA_HOME", talkingJava().toString())
                .run("unshare", "-rm", "sh", "-c", groups, launcher.toString(), command);
        Tools.requireThat(
                run.exitCode() == 0
                        || !run.errors().contains("unshare") && !run.errors().contains("mount"),
                "a mount namespace of one's own: " + run.errors());
        return run.ok();
    }

    @ParameterizedTest
    @CsvSource({
        "memory.max, 157286400, 56", // 150 MiB
        "memory/memory.limit_in_bytes, 157286400, 56",
        "memory.max, 67108864, 16",
        "memory.max, 536870912, 255",
        "memory.max, 4294967296, 1024",
        "memory.max, max, 1024",
        "memory/memory.limit_in_bytes, 9223372036854771712, 1024",
    })
    void heap_isAShareOfWhatTheControlGroupLeaves(String file, String content, int heapMib) throws IOException {
        assertThat(options(file, content, "export").lines())
                .contains("-Xmx" + heapMib + "m")
                .anyMatch(option ->
                        option.equals("-XX:MaxDirectMemorySize=" + Math.max(32, Math.min(256, heapMib)) + "m"));
    }

    @Test
    void serverGetsLess_sinceItsLibrariesTakeSome() throws IOException {
        assertThat(options("memory.max", "157286400", "serve").lines()).contains("-Xmx47m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--memory-mb 200",
                "--memory-mb=200",
                "--memory-mb 100 --memory-mb 200",
                "--port 0 --memory-mb 200"
            })
    void heapOfAServer_mayBeChosen(String options) throws IOException {
        ToolRun run = serve(options);

        assertThat(run.lines()).contains("-Xmx200m", "-Xms32m").doesNotContain("-Xmx100m");
        assertThat(run.errors()).isEmpty();
    }

    /** The program refuses these values, or ignores what belongs to another option. */
    @ParameterizedTest
    @ValueSource(strings = {"--memory-mb", "--memory-mb 31", "--memory-mb x", "--memory-mb 0200", "--memory-mb=", ""})
    void heapThatCannotBe_isLeftToTheProgram(String options) throws IOException {
        assertThat(serve(options).lines())
                .anyMatch(option -> option.matches("-Xmx[0-9]+m"))
                .doesNotContain("-Xmx31m", "-Xmxxm", "-Xmx0200m", "-Xmx128m", "-Xmxm");
    }

    @Test
    void heapThatDoesNotFit_isSaid() throws IOException {
        assertThat(serve("--memory-mb 999999").errors())
                .contains("--memory-mb 999999")
                .contains("may be killed");
    }

    private ToolRun serve(String options) throws IOException {
        return Exec.in(temp)
                .with("JAVA_HOME", talkingJava().toString())
                .run("sh", "-c", "exec \"$0\" serve " + options, launcher.toString())
                .ok();
    }

    @Test
    void placeWithTooLittleMemory_isSaid() throws IOException {
        assertThat(options("memory.max", "50000000", "export").errors())
                .contains("only 47 MiB of memory")
                .contains("with less than 64");
        assertThat(options("memory.max", "100000000", "serve").errors()).contains("with less than 128");
        assertThat(options("memory.max", "100000000", "export").errors()).isEmpty();
    }

    @Test
    void optionsOfTheUser_win() throws IOException {
        List<String> options = Exec.in(temp)
                .with("JAVA_HOME", talkingJava().toString())
                .with("PROJECT_EXPORT_JAVA_OPTIONS", "-Xmx7g")
                .run(launcher.toString(), "export")
                .ok()
                .lines();

        assertThat(options).containsOnlyOnce("-Xmx7g");
        assertThat(options.indexOf("-Xmx7g"))
                .isGreaterThan(options.lastIndexOf("-XX:+UseSerialGC"))
                .isLessThan(options.indexOf("-cp"));
    }

    /** A folder in which the test may create a control group, of version 1 or 2. */
    private Path controlGroup(long bytes) throws IOException {
        for (String[] kind : new String[][] {{"memory", "memory.limit_in_bytes"}, {"", "memory.max"}}) {
            Path group = Path.of(
                    "/sys/fs/cgroup",
                    kind[0],
                    "project-export-test-" + ProcessHandle.current().pid());
            try {
                Files.createDirectory(group);
                Files.writeString(group.resolve(kind[1]), String.valueOf(bytes));
                return group;
            } catch (IOException e) {
                Files.deleteIfExists(group); // a kind that does not exist, or not for us
            }
        }
        Tools.requireRight(false, "a control group of one's own");
        throw new AssertionError();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    @Tag("long")
    void allCommands_liveInAContainerOf150Mib(String format) throws Exception {
        byte[] noise = new byte[20 << 20];
        Path film = Files.createDirectory(temp.resolve("film"));
        for (int i = 0; i < 20; i++) {
            new Random(i).nextBytes(noise);
            Files.write(film.resolve("take" + i + (i % 2 == 0 ? ".mov" : ".dat")), noise);
        }
        Path archive = temp.resolve("film." + format);
        Path group = controlGroup(150L << 20);
        try {
            in(group, "export", film.toString(), "-o", archive.toString()).ok();
            in(group, "verify", archive.toString()).ok();
            in(group, "inspect", archive.toString()).ok();
            in(group, "import", archive.toString(), temp.resolve("back").toString())
                    .ok();
        } finally {
            Thread.sleep(200); // until the group is empty
            Files.delete(group);
        }
    }

    private ToolRun in(Path group, String... arguments) throws IOException {
        String enter = "echo $$ >" + group.resolve("cgroup.procs") + " && exec \"$0\" \"$@\"";
        List<String> command = new ArrayList<>(List.of("sh", "-c", enter, launcher.toString()));
        command.addAll(List.of(arguments));
        return Exec.in(temp)
                .with("JAVA_HOME", Jdks.running().toString())
                .within(Duration.ofMinutes(5))
                .run(command);
    }
}
