package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Jdks;
import org.projectexporter.it.program.StartedProgram;
import org.projectexporter.it.program.StartedServer;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * A root that is an ordinary folder and not a mount point (chroot(2), some containers): no entry of
 * {@code /proc/self/mountinfo} is above a project or its archive, so that Java cannot find their file system.
 */
class ChangedRootTest {
    @TempDir
    private Path temp;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        Tools.require("unshare", "chroot", "mount", "git");
        root = Files.createDirectory(temp.resolve("root"));
        GitFixture.init(Files.createDirectories(root.resolve("films")).resolve("film"))
                .file("scene.txt", "A film.\n")
                .commit("First");
        ToolRun possible = Exec.in(temp).run(inside(List.of("true")));
        Tools.requireRight(possible.exitCode() == 0, "a mount namespace of one's own: " + possible.errors());
    }

    /** The command, with the system's programs, Java and the classes of this test at their usual places. */
    private List<String> inside(List<String> command) throws IOException {
        TreeSet<String> folders = new TreeSet<>(List.of("/usr", "/etc", "/dev", "/proc"));
        folders.add(StartedProgram.folder().toRealPath().toString());
        folders.add(Jdks.running().toRealPath().toString());
        folders.removeIf(folder -> folder.startsWith("/usr/"));
        StringBuilder script = new StringBuilder("set -e; cd '" + root + "'; mkdir -p tmp\n");
        for (String folder : folders) {
            script.append("mkdir -p '.FOLDER'; mount --rbind 'FOLDER' '.FOLDER'\n".replace("FOLDER", folder));
        }
        for (String folder : List.of("bin", "lib", "lib64", "sbin")) {
            script.append(("if [ -h /FOLDER ]; then ln -sfn usr/FOLDER FOLDER; "
                            + "elif [ -d /FOLDER ]; then mkdir -p FOLDER; mount --rbind /FOLDER FOLDER; fi\n")
                    .replace("FOLDER", folder));
        }
        script.append("exec chroot . \"$@\"\n");
        List<String> whole = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script.toString(), "sh"));
        whole.addAll(command);
        return whole;
    }

    private List<String> program(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(CommandLine.javaCommand());
        command.add("org.projectexporter.cli.Main");
        command.addAll(List.of(arguments));
        return inside(command);
    }

    private ToolRun run(String... arguments) throws IOException {
        return Exec.in(temp).within(Duration.ofMinutes(2)).run(program(arguments));
    }

    @Test
    void noMountPoint_isAboveTheProject() throws IOException {
        String points = Exec.in(temp).run(inside(List.of("cat", "/proc/self/mountinfo"))).ok().lines().stream()
                .map(line -> line.split(" ")[4])
                .collect(Collectors.joining("\n"));

        assertThat(points.lines()).contains("/usr").doesNotContain("/", "/films", "/films/film");
    }

    @Test
    void allCommands_work() throws IOException {
        for (String format : List.of("zip", "tar.zst")) {
            String archive = "/film." + format;
            ToolRun exported = run("export", "/films/film", "-o", archive).ok();
            assertThat(exported.errors()).doesNotContain("mount point", "WARN");
            run("verify", archive, "--deep").ok();
            run("import", archive, "/back-" + format).ok();

            assertThat(root.resolve("back-" + format + "/scene.txt")).hasContent("A film.\n");
            assertThat(Exec.in(root.resolve("back-" + format))
                            .git("status", "--porcelain")
                            .text())
                    .isEmpty();
        }
    }

    @Test
    void server_works() throws Exception {
        List<String> serve =
                program("serve", "--workspace", "/films", "--data", "/data", "--port", "0", "--keep-free-mb", "1");
        try (StartedServer server = StartedServer.start(temp, Map.of(), serve)) {
            server.client().export("film", "");
            JsonNode storage = server.client().ask("GET", "/api/v1/storage", "");
            assertThat(storage.path("free_bytes").asLong())
                    .isGreaterThan(1 << 20)
                    .isLessThan(Long.MAX_VALUE);
            assertThat(server.client().ask("POST", "/api/v1/storage/run", "").toString())
                    .doesNotContain("problem");
            assertThat(server.log()).doesNotContain("\"ERROR\"", "\"WARN\"");
        }
    }
}
