package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.projectexporter.it.program.Jdks;
import org.projectexporter.it.program.LauncherFolder;
import org.projectexporter.it.program.ServerClient;
import org.projectexporter.it.program.StartedServer;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** The unit of the distribution: what systemd says of it, and a server that runs within its limits. */
class SystemdUnitTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Path UNIT = REPOSITORY.resolve("export-dist/src/main/systemd/project-export.service");

    @TempDir
    private Path temp;

    @BeforeEach
    void requireTools() {
        Tools.require("systemd-analyze");
    }

    /** The unit, with a program that exists on this machine. */
    private Path unit() throws IOException {
        String text = Files.readString(UNIT);
        assertThat(text).contains("ExecStart=/opt/project-export/bin/project-export ");
        return Files.writeString(
                temp.resolve("project-export.service"),
                text.replace("ExecStart=/opt/project-export/bin/project-export ", "ExecStart=/bin/true "));
    }

    @Test
    void systemd_findsNoMistake() throws IOException {
        ToolRun run = Exec.in(temp)
                .run("systemd-analyze", "verify", "--man=no", unit().toString())
                .ok();

        assertThat(run.text() + run.errors()).doesNotContain("project-export.service");
    }

    /** The scale is from 0 to 10, here in tenths; a unit without hardening has 96. */
    @Test
    void exposure_isLow() throws IOException {
        ToolRun run =
                Exec.in(temp).run("systemd-analyze", "security", "--offline=yes", "--threshold=15", unit().toString());

        assertThat(run.exitCode()).as(run.text() + run.errors()).isZero();
    }

    /**
     * Mounts as by ProtectSystem=strict, ProtectHome, PrivateTmp, PrivateDevices and PrivateUsers; the rest is applied by
     * the script.
     */
    private List<String> limited(Path launcher, Path workspace, Path data) throws IOException {
        Path script = REPOSITORY.resolve("export-it/src/test/resources/limits-of-unit.py");
        List<String> command =
                new ArrayList<>(List.of("bwrap", "--die-with-parent", "--unshare-user", "--unshare-ipc"));
        command.addAll(List.of("--uid", "4711", "--gid", "4711", "--ro-bind", "/", "/", "--dev", "/dev"));
        command.addAll(List.of("--proc", "/proc", "--tmpfs", "/home", "--tmpfs", "/root", "--tmpfs", "/tmp"));
        for (Path readable : List.of(REPOSITORY, launcher.getParent().getParent())) {
            command.addAll(List.of("--ro-bind", readable.toString(), readable.toString()));
        }
        for (Path writable : List.of(workspace, data)) {
            command.addAll(List.of("--bind", writable.toString(), writable.toString()));
        }
        command.addAll(List.of("--chdir", "/", "python3", script.toString(), UNIT.toString()));
        return command;
    }

    @Test
    @Tag("long")
    void server_worksWithinTheLimits() throws Exception {
        Tools.require("bwrap", "python3", "git");
        Path launcher = LauncherFolder.make(temp.resolve("program"));
        Path workspace = Files.createDirectory(temp.resolve("projects"));
        Path data = Files.createDirectory(temp.resolve("data"));
        GitFixture.init(workspace.resolve("film"))
                .file("scene.txt", "A film.\n")
                .commit("First");
        List<String> command = limited(launcher, workspace, data);
        ToolRun possible = Exec.in(temp).run(join(command, "true"));
        Tools.requireRight(possible.exitCode() == 0, "user namespaces and filters: " + possible.errors());
        assertThat(Exec.in(temp).run(join(command, "touch", "/etc/x")).exitCode())
                .isNotZero();
        assertThat(Exec.in(temp)
                        .run(join(command, "python3", "-c", "import socket; socket.socket(socket.AF_NETLINK)"))
                        .errors())
                .contains("not permitted");
        List<String> serve = join(
                command,
                launcher.toString(),
                "serve",
                "--workspace",
                workspace.toString(),
                "--data",
                data.toString(),
                "--port",
                "0",
                "--memory-mb",
                "256");
        try (StartedServer server =
                StartedServer.start(temp, Map.of("JAVA_HOME", Jdks.running().toString()), serve)) {
            for (String format : List.of("zip", "tar.zst")) {
                exportAndImport(server.client(), format);
            }
            assertThat(server.log()).doesNotContain("\"ERROR\"", "\"WARN\"");
        }
    }

    private static void exportAndImport(ServerClient client, String format) throws Exception {
        JsonNode export = client.export("film", "{\"format\": \"" + format + "\"}");
        String order =
                "{\"export_id\": \"" + export.path("export_id").asText() + "\", \"name\": \"back " + format + "\"}";
        client.completed(client.ask("POST", "/api/v1/projects/import", order));
    }

    private static List<String> join(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }
}
