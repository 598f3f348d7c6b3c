package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** To whom uploads belong, and how many of them a token may have; over real HTTP. */
class UploadAccessTest {
    private static final String UPLOADS = "/api/v1/uploads";
    private static final String IMPORT = "/api/v1/projects/import";
    private static final long QUOTA = 100L << 20;

    @TempDir
    Path folder;

    private ServedWorkspace served;

    @BeforeEach
    void serve() throws IOException {
        start(StorageLimits.builder().quotaBytes(QUOTA));
    }

    private void start(StorageLimits.Builder limits) throws IOException {
        if (served != null) {
            served.close();
        }
        served = ServedWorkspace.start(folder, options -> options.storage(limits.build()))
                .project("film");
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    private Requests as(String name, TokenScope... more) throws IOException {
        return served.as(name, Set.copyOf(scopes(more)), "film", "sent");
    }

    private static List<TokenScope> scopes(TokenScope... more) {
        List<TokenScope> scopes = new ArrayList<>(List.of(more));
        scopes.add(TokenScope.IMPORT);
        return scopes;
    }

    private static Answer create(Requests as, long bytes) {
        return as.with("Tus-Resumable", "1.0.0")
                .with("Upload-Length", Long.toString(bytes))
                .post(UPLOADS);
    }

    private static String created(Requests as, long bytes) {
        Answer answer = create(as, bytes);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.header("Location");
    }

    private static Answer append(Requests as, String upload, long offset, String data) {
        return as.with("Tus-Resumable", "1.0.0")
                .with("Upload-Offset", Long.toString(offset))
                .with("Content-Type", "application/offset+octet-stream")
                .send("PATCH", upload, data);
    }

    private static String id(String upload) {
        return upload.substring(UPLOADS.length() + 1);
    }

    @Test
    void oneToken_cannotReserveTheWholeQuota() throws IOException {
        Requests shop = as("shop");
        created(shop, 30L << 20);
        String second = created(shop, 20L << 20);

        Answer third = create(shop, 1);

        assertThat(third.status()).isEqualTo(507);
        assertThat(third.code()).isEqualTo("upload_quota_exceeded");
        assertThat(third.json().path("detail").asText()).contains("import or delete some of them");
        created(as("other"), 30L << 20);
        created(served.requests(), 15L << 20);
        assertThat(shop.with("Tus-Resumable", "1.0.0").delete(second).status()).isEqualTo(204);
        created(shop, 4L << 20);
    }

    @Test
    void archivesInBodies_countToo_whateverTheyAnnounce() throws Exception {
        String token = SidecarTokens.of(served.data())
                .create("shop", Set.of(TokenScope.IMPORT), Set.of("sent"), Optional.empty());
        created(served.requestsOf(token), 40L << 20);
        String target = IMPORT + "/archive?name=sent";
        try (OpenRequest known = OpenRequest.post(
                served, token, target, "Content-Type: application/zip", "Content-Length: " + (20L << 20))) {
            assertThat(known.status(10_000)).isEqualTo("HTTP/1.1 507");
        }
        try (OpenRequest unknown = OpenRequest.post(
                served, token, target, "Content-Type: application/zip", "Transfer-Encoding: chunked")) {
            unknown.send("10000\r\n" + "x".repeat(0x10000) + "\r\n");
            assertThat(unknown.status(10_000)).isEqualTo("HTTP/1.1 507");
        }
    }

    @Test
    void oneToken_mayHaveSoManyUploads_completeOrNot() throws IOException {
        start(StorageLimits.builder().uploadsPerToken(2));
        Requests shop = as("shop");
        created(shop, 0);
        String second = created(shop, 10);

        Answer third = create(shop, 1);

        assertThat(third.status()).isEqualTo(429);
        assertThat(third.code()).isEqualTo("too_many_uploads");
        assertThat(third.header("Retry-After")).isNotEmpty();
        created(as("other"), 1);
        for (int i = 0; i < 3; i++) {
            created(served.requests(), 1);
        }
        assertThat(shop.with("Tus-Resumable", "1.0.0").delete(second).status()).isEqualTo(204);
        created(shop, 1);
    }

    @Test
    void largestSize_isThatOfTheToken() throws IOException {
        start(StorageLimits.builder().quotaBytes(QUOTA).uploadBytesPerToken(10 << 20));
        Requests shop = as("shop");

        assertThat(shop.send("OPTIONS", UPLOADS, "").header("Tus-Max-Size")).isEqualTo(Long.toString(10 << 20));
        assertThat(create(shop, (10 << 20) + 1).status()).isEqualTo(413);
        assertThat(served.requests().send("OPTIONS", UPLOADS, "").header("Tus-Max-Size"))
                .isEqualTo(Long.toString(QUOTA));
        JsonNode limits = served.requests().get("/api/v1/storage").json().path("limits");
        assertThat(limits.path("upload_bytes_per_token").asLong()).isEqualTo(10 << 20);
        assertThat(limits.path("uploads_per_token").asInt()).isEqualTo(1_000);
    }

    @Test
    void uploadOfAnotherToken_canBeNeitherSeen_norContinued_norEnded_norImported() throws IOException {
        String upload = created(as("shop"), 10);
        Requests other = as("other", TokenScope.READ, TokenScope.DELETE, TokenScope.DOWNLOAD)
                .with("X-Request-Id", "the-same"); // problems contain it
        Requests tus = other.with("Tus-Resumable", "1.0.0");

        assertThat(other.get(UPLOADS).json().path("uploads")).isEmpty();
        assertThat(other.get(upload).code()).isEqualTo("unknown_upload");
        Answer head = tus.send("HEAD", upload, "");
        assertThat(head.status()).isEqualTo(404);
        assertThat(head.header("Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(append(other, upload, 0, "12345").code()).isEqualTo("unknown_upload");
        assertThat(tus.with("X-HTTP-Method-Override", "DELETE").post(upload).code())
                .isEqualTo("unknown_upload");
        assertThat(tus.delete(upload).code()).isEqualTo("unknown_upload");
        Answer imported = other.post(IMPORT, "{\"upload_ids\": [\"" + id(upload) + "\"], \"name\": \"sent\"}");
        assertThat(imported.code()).isEqualTo("unknown_upload");
        Answer unknown = other.post(IMPORT, "{\"upload_ids\": [\"none\"], \"name\": \"sent\"}");
        assertThat(imported.text()).isEqualTo(unknown.text());

        assertThat(served.requests().get(upload).json().path("offset").asInt()).isZero();
    }

    @Test
    void administrator_mayDoAllThat() throws IOException {
        String upload = created(as("shop"), 10);
        Requests administrator = as("administrator", TokenScope.ADMIN);

        JsonNode listed = administrator.get(UPLOADS).json().path("uploads");
        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("owner").asText()).isEqualTo("shop");
        assertThat(append(administrator, upload, 0, "1234567890").status()).isEqualTo(204);
        Answer imported = administrator.post(IMPORT, "{\"upload_ids\": [\"" + id(upload) + "\"], \"name\": \"sent\"}");
        assertThat(imported.status()).as(imported.toString()).isEqualTo(202);
    }

    /** A token is replaced by another one with its name. */
    @Test
    void uploads_belongToTheNameOfTheToken_alsoAfterARestart() throws IOException {
        String upload = created(as("shop"), 10);
        SidecarTokens.of(served.data()).revoke("shop");
        Requests renewed = as("shop");
        assertThat(append(renewed, upload, 0, "12345").status()).isEqualTo(204);

        start(StorageLimits.builder().quotaBytes(QUOTA).uploadsPerToken(1));

        Requests again = served.requestsOf(token("later"));
        assertThat(again.get(upload).status()).isEqualTo(404);
        SidecarTokens.of(served.data()).revoke("shop");
        Requests shop = as("shop");
        assertThat(append(shop, upload, 5, "67890").status()).isEqualTo(204);
        assertThat(create(shop, 1).code()).isEqualTo("too_many_uploads");
    }

    private String token(String name) throws IOException {
        return SidecarTokens.of(served.data()).create(name, Set.of(TokenScope.IMPORT), Set.of("*"), Optional.empty());
    }

    @Test
    void storage_namesUploads_whoseIdsAreOfNoUseToOthers() throws Exception {
        start(StorageLimits.builder().uploads(Duration.ofMillis(1)));
        String upload = created(as("shop"), 10);
        Thread.sleep(50);
        Requests monitor = served.as("monitor", Set.of(TokenScope.MONITOR, TokenScope.IMPORT), "*");
        String listed = monitor.get("/api/v1/storage").text();

        assertThat(listed).contains(id(upload));
        assertThat(monitor.get(upload).status()).isEqualTo(404);
        assertThat(append(monitor, upload, 0, "12345").status()).isEqualTo(404);
    }
}
