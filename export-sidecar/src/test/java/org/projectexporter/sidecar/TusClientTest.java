package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** tus-js-client, whose server is killed while it sends. Needs node, npm, and what npm downloads. */
@Tag("long")
class TusClientTest {
    private static final int MIB = 1 << 20;
    private static final String SCRIPT =
            """
            import * as tus from "tus-js-client";
            import fs from "node:fs";
            const [file, endpoint, token] = process.argv.slice(2);
            const upload = new tus.Upload(fs.createReadStream(file), {
              endpoint,
              uploadSize: fs.statSync(file).size,
              chunkSize: 4 * 1024 * 1024,
              retryDelays: Array(60).fill(500),
              headers: { Authorization: `Bearer ${token}` },
              metadata: { filename: "film.zip" },
              onProgress: (sent, total) => console.log(`sent ${sent} of ${total}`),
              onError: (error) => { console.log(`failed ${error}`); process.exit(1); },
              onSuccess: () => { console.log(`url ${upload.url}`); },
            });
            upload.start();
            """;

    @TempDir
    Path folder;

    @Test
    void theUsualClient_continuesAfterTheServerWasKilled() throws Exception {
        Path client = folder.resolve("client");
        NpmPackages.install(client, "tus-js-client@4.3.1");
        Files.writeString(client.resolve("send.mjs"), SCRIPT);
        byte[] data = new byte[64 * MIB];
        new Random(11).nextBytes(data);
        Path file = Files.write(folder.resolve("film.zip"), data);

        ServedProcess served = ServedProcess.start(folder, 0);
        int port = served.port();
        List<String> lines = new ArrayList<>();
        try {
            Process node = new ProcessBuilder(
                            "node",
                            "send.mjs",
                            file.toString(),
                            "http://127.0.0.1:" + port + "/api/v1/uploads",
                            ServedWorkspace.TOKEN)
                    .directory(client.toFile())
                    .redirectErrorStream(true)
                    .start();
            BufferedReader output = node.inputReader(StandardCharsets.UTF_8);
            boolean killed = false;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (!killed && line.startsWith("sent ") && sent(line) > 20 * MIB) {
                    killed = true;
                    served.close();
                    served = ServedProcess.start(folder, port);
                }
            }
            assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(killed).as("%s", lines).isTrue();
            String last = lines.get(lines.size() - 1);
            assertThat(last).startsWith("url ");

            String upload = last.substring(last.indexOf("/api/"));
            JsonNode json = served.requests().get(upload).json();
            assertThat(json.path("complete").asBoolean()).isTrue();
            assertThat(json.path("metadata").path("filename").asText()).isEqualTo("film.zip");
            Path stored = folder.resolve("data/uploads")
                    .resolve(json.path("upload_id").asText());
            assertThat(stored.resolve("data")).hasBinaryContent(data);
        } finally {
            served.close();
        }
    }

    private static long sent(String line) {
        return Long.parseLong(line.split(" ")[1]);
    }
}
