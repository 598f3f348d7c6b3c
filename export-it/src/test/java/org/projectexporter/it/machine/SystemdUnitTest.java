package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.it.program.Jdks;
import org.projectexporter.it.program.LauncherFolder;
import org.projectexporter.testkit.Exec;
import org.projectexporter.testkit.GitFixture;
import org.projectexporter.testkit.ToolRun;
import org.projectexporter.testkit.Tools;

/** {@code etc/systemd/project-export.service}: what systemd says of it, and a server that runs within its limits. */
class SystemdUnitTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Path UNIT = REPOSITORY.resolve("etc/systemd/project-export.service");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "a-token-of-the-test";

    @TempDir
    private Path temp;

    @BeforeEach
    void requireTools() {
        Tools.require("systemd-analyze");
    }

    /** The unit, with a program that exists on this machine. */
    private Path unit() throws IOException {
        String text = Files.readString(UNIT);
        assertThat(text).contains("ExecStart=/opt/project-export/project-export ");
        return Files.writeString(
                temp.resolve("project-export.service"),
                text.replace("ExecStart=/opt/project-export/project-export ", "ExecStart=/bin/true "));
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
        for (Path readable : List.of(REPOSITORY, launcher.getParent())) {
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
        Path launcher = LauncherFolder.make(temp.resolve("checkout"));
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
        Process process = Exec.in(temp)
                .with("PROJECT_EXPORT_TOKEN", TOKEN)
                .with("JAVA_HOME", Jdks.running().toString())
                .builder(join(
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
                        "256"))
                .redirectError(temp.resolve("log").toFile())
                .start();
        try (BufferedReader out = process.inputReader()) {
            String url = JSON.readTree(out.readLine()).path("url").asText();
            for (String format : List.of("zip", "tar.zst")) {
                export(url, format);
            }
            assertThat(Files.readString(temp.resolve("log"))).doesNotContain("\"ERROR\"", "\"WARN\"");
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.waitFor();
        }
    }

    /** Exports, and imports that archive as another project. */
    private static void export(String url, String format) throws Exception {
        JsonNode export = send(url, "/api/v1/projects/film/export", "POST", "{\"format\": \"" + format + "\"}");
        assertThat(await(url, export).path("state").asText()).isEqualTo("completed");
        String order =
                "{\"export_id\": \"" + export.path("export_id").asText() + "\", \"name\": \"back " + format + "\"}";
        JsonNode done = await(url, send(url, "/api/v1/projects/import", "POST", order));
        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("completed");
    }

    private static JsonNode await(String url, JsonNode job) throws Exception {
        JsonNode now = job;
        for (int i = 0;
                i < 3_000
                        && !List.of("completed", "failed")
                                .contains(now.path("state").asText());
                i++) {
            Thread.sleep(20);
            now = send(url, job.path("links").path("self").asText(), "GET", "");
        }
        return now;
    }

    private static List<String> join(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    private static JsonNode send(String url, String path, String method, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return JSON.readTree(response.body());
    }
}
