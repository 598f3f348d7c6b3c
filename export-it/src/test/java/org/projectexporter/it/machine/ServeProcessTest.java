package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.projectexporter.it.program.CommandLine;

/** The server as a separate process. */
class ServeProcessTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "a-token-from-the-environment";

    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private Process start(Map<String, String> environment, String... more) throws IOException {
        Path workspace = Files.createDirectories(folder.resolve("workspace"));
        Files.createDirectories(workspace.resolve("film"));
        List<String> command = new ArrayList<>(CommandLine.javaCommand());
        command.addAll(List.of("org.projectexporter.cli.Main", "serve", "--debug", "--port", "0"));
        command.addAll(List.of("--workspace", workspace.toString(), "--data", data().toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(folder.resolve("log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PROJECT_EXPORT_TOKEN"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int status(JsonNode ready, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(ready.path("url").asText() + "/api/v1/projects?token=" + token))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Serves, sends a request, stops by SIGTERM. Returns what it printed. */
    private List<String> serveOnce(Map<String, String> environment, String token, int expectedStatus) throws Exception {
        Process process = start(environment);
        try (BufferedReader out = process.inputReader()) {
            JsonNode ready = JSON.readTree(out.readLine());
            assertThat(ready.path("event").asText()).isEqualTo("ready");
            assertThat(ready.path("pid").asLong()).isEqualTo(process.pid());
            String known =
                    token.isEmpty() ? Files.readString(data().resolve("token")).strip() : token;
            assertThat(status(ready, known)).isEqualTo(expectedStatus);
            process.toHandle().destroy(); // SIGTERM, as Process.destroy, which closes the streams too
            assertThat(process.waitFor(5, TimeUnit.SECONDS))
                    .as("stopped in 5 s")
                    .isTrue();
            assertThat(process.exitValue()).as(log()).isZero();
            assertThat(log()).doesNotContain(known);
            return out.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void server_saysThatItIsReady_answers_andStopsWhenItIsAsked() throws Exception {
        assertThat(serveOnce(Map.of("PROJECT_EXPORT_TOKEN", TOKEN), TOKEN, 200)).isEmpty();

        assertThat(data().resolve("token")).doesNotExist();
        List<String> events = new ArrayList<>();
        for (String line : log().lines().toList()) {
            events.add(JSON.readTree(line).at("/kvpList/0/event").asText());
        }
        assertThat(events).contains("start", "request", "stop");
    }

    @Test
    void withoutAToken_itCreatesOne_thatOnlyTheOwnerCanRead() throws Exception {
        serveOnce(Map.of(), "", 200);

        Path token = data().resolve("token");
        assertThat(Files.readString(token).strip()).hasSize(43).matches("[A-Za-z0-9_-]+");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
    }

    @Test
    void tokenOfAFile_counts_andAnotherIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), TOKEN + "\n");

        serveOnce(Map.of("PROJECT_EXPORT_TOKEN_FILE", file.toString()), "another-token-of-some-length", 401);
    }

    /** Other users see the arguments of programs, and logs are kept: the link must be in neither. */
    @Test
    void open_givesTheBrowserAPrivateFile_thatLogsIn_once() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("bin"));
        Path argument = folder.resolve("argument");
        Path browser = Files.writeString(
                programs.resolve("xdg-open"),
                "#!/bin/sh\nprintf %s \"$1\" > '" + argument + ".new'\nmv '" + argument + ".new' '" + argument + "'\n");
        Files.setPosixFilePermissions(browser, PosixFilePermissions.fromString("rwx------"));
        Process process = start(Map.of("PATH", programs + ":" + System.getenv("PATH")), "--open");
        try (BufferedReader out = process.inputReader()) {
            String url = JSON.readTree(out.readLine()).path("url").asText();
            for (int i = 0; i < 1_000 && !Files.exists(argument); i++) {
                Thread.sleep(10);
            }
            Path page = Path.of(URI.create(Files.readString(argument)));
            assertThat(page).hasParentRaw(data());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
                    .isEqualTo("rw-------");
            String code = Files.readString(page)
                    .replaceAll("(?s).*content=\"0; url=" + url + "/#login=([A-Za-z0-9_-]{43})\".*", "$1");
            assertThat(login(url, code)).isEqualTo(200);
            assertThat(login(url, code)).isEqualTo(403);
            process.toHandle().destroy();
            assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(out.lines()).isEmpty();
            assertThat(log()).doesNotContain(code).doesNotContain("#login");
            assertThat(page).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    private static int login(String url, String code) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"code\": \"" + code + "\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
