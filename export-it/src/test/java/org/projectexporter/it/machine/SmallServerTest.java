package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.List;
import java.util.Random;

import org.projectexporter.it.program.Jdks;
import org.projectexporter.it.program.LauncherFolder;
import org.projectexporter.testkit.Exec;
import org.projectexporter.testkit.GitFixture;

/** A server with a small heap, started by the launcher, and what is resident after many exports. */
@Tag("long")
class SmallServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "a-token-of-the-test";
    private static final List<String> FORMATS = List.of("zip", "tar", "tar.gz", "tar.zst");

    @TempDir
    private Path temp;

    private String url = "";

    /** A running server; closed, it is stopped. */
    private record Running(Process process) implements AutoCloseable {
        long residentMib() throws IOException {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10;
                }
            }
            throw new AssertionError("no VmRSS");
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    private Running serve(String... options) throws IOException {
        Path launcher = LauncherFolder.make(temp.resolve("checkout"));
        StringBuilder script = new StringBuilder("exec \"$0\" serve --port 0 --data data --workspace films");
        for (String option : options) {
            script.append(' ').append(option);
        }
        Process process = Exec.in(temp)
                .with("PROJECT_EXPORT_TOKEN", TOKEN)
                .with("JAVA_HOME", Jdks.running().toString())
                .builder(List.of("sh", "-c", script.toString(), launcher.toString()))
                .redirectError(temp.resolve("log").toFile())
                .start();
        BufferedReader out = process.inputReader();
        url = JSON.readTree(out.readLine()).path("url").asText();
        return new Running(process);
    }

    private void film(int files, int mib) throws IOException {
        GitFixture film =
                GitFixture.init(temp.resolve("films/film")).file("a.txt", "a\n").commit("First");
        byte[] take = new byte[1 << 20];
        Random random = new Random(1);
        for (int i = 0; i < mib; i++) {
            random.nextBytes(take);
            Files.write(film.folder().resolve("take " + i + ".mov"), take);
        }
        for (int i = 0; i < files; i++) {
            Path scene = film.folder().resolve("scripts/" + i / 500 + "/scene " + i + ".txt");
            Files.createDirectories(scene.getParent());
            Files.writeString(scene, ("INT. KITCHEN " + i + "\n").repeat(1 + i % 60));
        }
    }

    private JsonNode send(String path, String method, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    }

    /** Exports, downloads the archive, and removes it. */
    private void export(String format) throws Exception {
        JsonNode export = send("/api/v1/projects/film/export", "POST", "{\"format\": \"" + format + "\"}");
        String self = export.path("links").path("self").asText();
        while (List.of("queued", "running").contains(export.path("state").asText())) {
            Thread.sleep(20);
            export = send(self, "GET", "");
        }
        assertThat(export.path("state").asText()).as(export.toString()).isEqualTo("completed");
        HttpRequest download = HttpRequest.newBuilder(URI.create(url + self + "/download"))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        Files.deleteIfExists(temp.resolve("copy")); // or a longer one would keep its end
        Path copy = HttpClient.newHttpClient()
                .send(download, HttpResponse.BodyHandlers.ofFile(temp.resolve("copy")))
                .body();
        assertThat(Files.size(copy))
                .isEqualTo(export.at("/result/archive_bytes").asLong());
        send(self, "DELETE", "");
    }

    @Test
    void heapOf64Mib_isEnoughForTwentyThousandFiles() throws Exception {
        film(20_000, 300);
        try (Running server = serve("--memory-mb", "64")) {
            assertThat(server.process().info().arguments().orElseThrow()).contains("-Xmx64m");
            for (String format : FORMATS) {
                export(format);
            }
            assertThat(Files.readString(temp.resolve("log"))).doesNotContain("\"ERROR\"", "OutOfMemory");
        }
    }

    @Test
    void residentMemory_after200Exports_isLessThan250Mib() throws Exception {
        film(300, 40);
        try (Running server = serve()) {
            for (int i = 0; i < 200; i++) {
                export(FORMATS.get(i % FORMATS.size()));
            }
            Thread.sleep(1_000); // until what is unused is released
            assertThat(server.residentMib()).isLessThan(250);
        }
    }
}
