package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.projectexporter.it.program.Jdks;
import org.projectexporter.it.program.LauncherFolder;
import org.projectexporter.it.program.ServerClient;
import org.projectexporter.it.program.StartedServer;
import org.projectexporter.testkit.fixtures.GitFixture;

/** A server with a small heap, started by the launcher, and what is resident after many exports. */
@Tag("long")
class SmallServerTest {
    private static final List<String> FORMATS = List.of("zip", "tar", "tar.gz", "tar.zst");

    @TempDir
    private Path temp;

    private StartedServer serve(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                LauncherFolder.make(temp.resolve("checkout")).toString(), "serve", "--port", "0", "--data", "data"));
        command.addAll(List.of("--workspace", "films"));
        command.addAll(List.of(options));
        return StartedServer.start(temp, Map.of("JAVA_HOME", Jdks.running().toString()), command);
    }

    private static long residentMib(StartedServer server) throws IOException {
        for (String line : Files.readAllLines(
                Path.of("/proc", Long.toString(server.handle().pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10;
            }
        }
        throw new AssertionError("no VmRSS");
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

    /** Exports, downloads the archive, and removes it. */
    private void export(ServerClient client, String format) throws Exception {
        JsonNode export = client.export("film", "{\"format\": \"" + format + "\"}");
        String self = export.at("/links/self").asText();
        Path copy = temp.resolve("copy");
        Files.deleteIfExists(copy); // otherwise its end would remain
        client.send(client.request(self + "/download").build(), HttpResponse.BodyHandlers.ofFile(copy));
        assertThat(Files.size(copy))
                .isEqualTo(export.at("/result/archive_bytes").asLong());
        client.ask("DELETE", self, "");
    }

    @Test
    void heapOf64Mib_isEnoughForTwentyThousandFiles() throws Exception {
        film(20_000, 300);
        try (StartedServer server = serve("--memory-mb", "64")) {
            assertThat(server.handle().info().arguments().orElseThrow()).contains("-Xmx64m");
            for (String format : FORMATS) {
                export(server.client(), format);
            }
            assertThat(server.log()).doesNotContain("\"ERROR\"", "OutOfMemory");
        }
    }

    @Test
    void residentMemory_after200Exports_isLessThan250Mib() throws Exception {
        film(300, 40);
        try (StartedServer server = serve()) {
            for (int i = 0; i < 200; i++) {
                export(server.client(), FORMATS.get(i % FORMATS.size()));
            }
            Thread.sleep(1_000); // until what is unused is released
            assertThat(residentMib(server)).isLessThan(250);
        }
    }
}
