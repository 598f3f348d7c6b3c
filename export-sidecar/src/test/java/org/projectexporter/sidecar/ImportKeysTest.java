package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Imports that are requested again with their idempotency keys, over real HTTP. */
class ImportKeysTest {
    private static final String IMPORT = "/api/v1/projects/import";
    private static final String IMPORTS = "/api/v1/imports";

    @TempDir
    Path folder;

    private ServedWorkspace served;
    private String exportId;

    @BeforeEach
    void serve() throws Exception {
        served = ServedWorkspace.start(folder, options -> options).project("film");
        exportId = served.await(served.export("film", "{}"), "completed")
                .path("export_id")
                .asText();
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    private String body(String name) {
        return "{\"export_id\": \"" + exportId + "\", \"name\": \"" + name + "\"}";
    }

    private byte[] archive() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(served.sidecar().url() + "/api/v1/exports/" + exportId + "/download"))
                .header("Authorization", "Bearer " + ServedWorkspace.TOKEN)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private int imports() {
        return served.requests().get(IMPORTS).json().path("imports").size();
    }

    @Test
    void sameKey_givesTheSameImport_evenWhenItsProjectExists() throws Exception {
        Requests keyed = served.requests().with("Idempotency-Key", "1");
        Answer first = keyed.post(IMPORT, body("again"));
        served.await(first.header("Location"), "completed");

        Answer second = keyed.post(IMPORT, body("again"));

        assertThat(second.status()).as(second.toString()).isEqualTo(202);
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.json().path("state").asText()).isEqualTo("completed");
        assertThat(imports()).isEqualTo(1);
        assertThat(served.requests().post(IMPORT, body("again")).code())
                .as("without a key it is another one")
                .isEqualTo("conflict");
    }

    @Test
    void sameKey_survivesARestart() throws Exception {
        String first = served.requests()
                .with("Idempotency-Key", "1")
                .post(IMPORT, body("again"))
                .header("Location");
        served.await(first, "completed");
        served.close();
        served = ServedWorkspace.start(folder, options -> options);

        Answer second = served.requests().with("Idempotency-Key", "1").post(IMPORT, body("again"));

        assertThat(second.header("Location")).isEqualTo(first);
    }

    @Test
    void sameKey_withAnythingElse_isRefused() {
        Requests keyed = served.requests().with("Idempotency-Key", "1");
        keyed.post(IMPORT, body("again"));
        for (String other : new String[] {
            body("other"),
            body("again").replace("}", ", \"preview\": true}"),
            body("again").replace("}", ", \"on_conflict\": \"rename\"}"),
            body("again").replace(exportId, "x")
        }) {
            Answer refused = keyed.post(IMPORT, other);
            assertThat(refused.status()).as(other + refused).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("idempotency_key_reused");
        }
        assertThat(keyed.with("Content-Type", "application/zip")
                        .send("POST", IMPORT + "/archive?name=again", "PK")
                        .code())
                .isEqualTo("idempotency_key_reused");
        assertThat(served.requests()
                        .with("Idempotency-Key", "a b")
                        .post(IMPORT, body("again"))
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("Idempotency-Key");
    }

    @Test
    void keyOfAnotherToken_isAnotherKey() throws Exception {
        Answer first = served.requests().with("Idempotency-Key", "1").post(IMPORT, body("again"));
        Set<TokenScope> scopes = Set.of(TokenScope.IMPORT, TokenScope.DOWNLOAD);
        Answer other = served.as("editor", scopes, "film", "sent")
                .with("Idempotency-Key", "1")
                .post(IMPORT, body("sent"));

        assertThat(other.status()).as(other.toString()).isEqualTo(202);
        assertThat(other.header("Location")).isNotEqualTo(first.header("Location"));
    }

    @Test
    void archiveInTheBody_isReceivedOnce() throws Exception {
        Requests keyed = served.requests().with("Idempotency-Key", "1").with("Content-Type", "application/zip");
        Answer first = keyed.send("POST", IMPORT + "/archive?name=again", archive());
        assertThat(first.status()).as(first.toString()).isEqualTo(202);
        served.await(first.header("Location"), "completed");

        Answer second = keyed.send("POST", IMPORT + "/archive?name=again", archive());

        assertThat(second.status()).as(second.toString()).isEqualTo(202);
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(imports()).isEqualTo(1);
        assertThat(keyed.send("POST", IMPORT + "/archive?name=again&format=tar", "x")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void archiveThatHasNotArrived_isReceivedAgain() throws Exception {
        String token = SidecarTokens.of(served.data())
                .create("editor", Set.of(TokenScope.IMPORT), Set.of("again"), Optional.empty());
        Requests keyed = served.requestsOf(token).with("Idempotency-Key", "1").with("Content-Type", "application/zip");
        try (OpenRequest sending = OpenRequest.post(
                served,
                token,
                IMPORT + "/archive?name=again",
                "Content-Type: application/zip",
                "Idempotency-Key: 1",
                "Content-Length: 1000000")) {
            sending.send("x".repeat(1000));
            awaitState("receiving");
            Answer meanwhile = keyed.send("POST", IMPORT + "/archive?name=again", archive());
            assertThat(meanwhile.code()).isEqualTo("wrong_state");
        }
        awaitState("failed");

        Answer again = keyed.send("POST", IMPORT + "/archive?name=again", archive());

        assertThat(again.status()).as(again.toString()).isEqualTo(202);
        served.await(again.header("Location"), "completed");
    }

    private void awaitState(String state) throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            if (!served.requests()
                    .get(IMPORTS + "?state=" + state)
                    .json()
                    .path("imports")
                    .isEmpty()) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError(served.requests().get(IMPORTS).text());
    }
}
