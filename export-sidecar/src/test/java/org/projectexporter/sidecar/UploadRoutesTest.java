package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Uploads as in tus 1.0.0, over real HTTP. */
class UploadRoutesTest {
    private static final String UPLOADS = "/api/v1/uploads";
    private static final String IMPORT = "/api/v1/projects/import";
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private ServedWorkspace served;

    @BeforeEach
    void serve() throws IOException {
        served = ServedWorkspace.start(folder, options -> options.storage(
                                StorageLimits.builder().quotaBytes(100L << 20).build())
                        .allowedOrigins(Set.of("https://film.example")))
                .project("film");
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    private Requests tus() {
        return served.requests().with("Tus-Resumable", "1.0.0");
    }

    private String create(long bytes) {
        Answer created = tus().with("Upload-Length", Long.toString(bytes)).post(UPLOADS);
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.header("Upload-Offset")).isEqualTo("0");
        return created.header("Location");
    }

    private Answer append(String upload, long offset, byte[] data) {
        return tus().with("Upload-Offset", Long.toString(offset))
                .with("Content-Type", "application/offset+octet-stream")
                .send("PATCH", upload, data);
    }

    private long offset(String upload) {
        Answer head = tus().send("HEAD", upload, "");
        assertThat(head.status()).as(head.toString()).isEqualTo(200);
        assertThat(head.header("Cache-Control")).isEqualTo("no-store");
        return Long.parseLong(head.header("Upload-Offset"));
    }

    /** An upload of these bytes that is complete. Returns its id. */
    private String uploaded(byte[] data) {
        String upload = create(data.length);
        assertThat(append(upload, 0, data).status()).isEqualTo(204);
        return id(upload);
    }

    private static String id(String upload) {
        return upload.substring(UPLOADS.length() + 1);
    }

    private JsonNode imported(String body) throws Exception {
        Answer started = served.requests().post(IMPORT, body);
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        return served.await(started.header("Location"), "completed", "failed");
    }

    /** The volumes of an archive of the project. */
    private List<byte[]> archive(String options) throws Exception {
        JsonNode export = served.await(served.export("film", options), "completed");
        List<byte[]> volumes = new ArrayList<>();
        for (JsonNode volume : export.path("result").path("volumes")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(
                            served.sidecar().url() + volume.path("download").asText()))
                    .header("Authorization", "Bearer " + ServedWorkspace.TOKEN)
                    .build();
            volumes.add(HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body());
        }
        return volumes;
    }

    private void assertNoUploads() throws IOException {
        try (Stream<Path> left = Files.list(served.data().resolve("uploads"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anArchiveInPieces_isImported_andItsUploadIsRemoved() throws Exception {
        byte[] archive = archive("{}").get(0);
        int half = archive.length / 2;
        String upload = create(archive.length);

        Answer first = append(upload, 0, Arrays.copyOf(archive, half));
        assertThat(first.status()).as(first.toString()).isEqualTo(204);
        assertThat(first.header("Upload-Offset")).isEqualTo(Integer.toString(half));
        assertThat(first.header("Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(first.header("Upload-Expires")).endsWith(" GMT");
        assertThat(offset(upload)).isEqualTo(half);
        Answer early =
                served.requests().post(IMPORT, "{\"upload_ids\": [\"" + id(upload) + "\"], \"name\": \"early\"}");
        assertThat(early.code()).isEqualTo("wrong_state");
        assertThat(append(upload, half, Arrays.copyOfRange(archive, half, archive.length))
                        .status())
                .isEqualTo(204);

        JsonNode done = imported("{\"upload_ids\": [\"" + id(upload) + "\"], \"name\": \"sent\"}");
        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("completed");
        assertThat(folder.resolve("workspace/sent/script.fdx"))
                .hasSameBinaryContentAs(folder.resolve("workspace/film/script.fdx"));
        assertThat(tus().send("HEAD", upload, "").status()).isEqualTo(404);
        assertNoUploads();
    }

    @Test
    void volumes_areSeveralUploadsOfOneImport() throws Exception {
        byte[] noise = new byte[3 * MIB];
        new Random(1).nextBytes(noise);
        Files.write(folder.resolve("workspace/film/take.mov"), noise);
        List<byte[]> volumes = archive("{\"split_size_mb\": 1, \"format\": \"tar.gz\"}");
        assertThat(volumes).hasSizeGreaterThan(2);
        String ids = String.join("\", \"", volumes.stream().map(this::uploaded).toList());

        JsonNode preview = imported("{\"upload_ids\": [\"" + ids + "\"], \"name\": \"sent\", \"preview\": true}");
        assertThat(preview.path("result").path("format").asText()).isEqualTo("tar.gz");
        assertThat(folder.resolve("workspace/sent")).doesNotExist();
        JsonNode done = imported("{\"upload_ids\": [\"" + ids + "\"], \"name\": \"sent\"}");

        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("completed");
        assertThat(folder.resolve("workspace/sent/take.mov")).hasBinaryContent(noise);
        assertNoUploads();
    }

    @Test
    void wrongOffset_andMoreThanTheLength_areRefused_andChangeNothing() {
        String upload = create(10);
        assertThat(append(upload, 0, "12345".getBytes(StandardCharsets.US_ASCII))
                        .status())
                .isEqualTo(204);

        Answer wrong = append(upload, 3, "45".getBytes(StandardCharsets.US_ASCII));
        Answer more = append(upload, 5, "678901".getBytes(StandardCharsets.US_ASCII));

        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.code()).isEqualTo("wrong_offset");
        assertThat(more.status()).isEqualTo(413);
        assertThat(offset(upload)).isEqualTo(5);
    }

    @Test
    void dataThatDiffersFromItsChecksum_isDiscarded() throws Exception {
        byte[] data = "some data".getBytes(StandardCharsets.US_ASCII);
        String upload = create(2L * data.length);
        for (String algorithm : List.of("SHA-1", "SHA-256")) {
            long at = offset(upload);
            String name = algorithm.replace("-", "").toLowerCase(Locale.ROOT);
            String right = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance(algorithm).digest(data));
            String wrong = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance(algorithm).digest(new byte[1]));

            Answer refused = checked(upload, at, data, name + " " + wrong);
            assertThat(refused.status()).isEqualTo(460);
            assertThat(refused.code()).isEqualTo("checksum_mismatch");
            assertThat(offset(upload)).isEqualTo(at);
            assertThat(checked(upload, at, data, name + " " + right).status()).isEqualTo(204);
            assertThat(offset(upload)).isEqualTo(at + data.length);
        }
        assertThat(checked(upload, 18, new byte[0], "md5 abc").status()).isEqualTo(400);
    }

    private Answer checked(String upload, long offset, byte[] data, String checksum) {
        return tus().with("Upload-Offset", Long.toString(offset))
                .with("Upload-Checksum", checksum)
                .with("Content-Type", "application/offset+octet-stream")
                .send("PATCH", upload, data);
    }

    @Test
    void whatIsNotTus_isRefused() {
        String upload = create(10);

        assertThat(served.requests().with("Upload-Length", "1").post(UPLOADS).status())
                .isEqualTo(412);
        Answer old = served.requests()
                .with("Tus-Resumable", "0.2.2")
                .with("Upload-Length", "1")
                .post(UPLOADS);
        assertThat(old.status()).isEqualTo(412);
        assertThat(old.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(tus().post(UPLOADS).json().path("field").asText()).isEqualTo("Upload-Length");
        assertThat(tus().with("Upload-Defer-Length", "1").post(UPLOADS).status())
                .isEqualTo(400);
        assertThat(tus().with("Upload-Length", "1")
                        .with("Upload-Metadata", "a b c")
                        .post(UPLOADS)
                        .status())
                .isEqualTo(400);
        assertThat(tus().with("Upload-Offset", "0")
                        .with("Content-Type", "application/octet-stream")
                        .send("PATCH", upload, "x")
                        .status())
                .isEqualTo(415);
        assertThat(tus().send("HEAD", UPLOADS + "/x", "").status()).isEqualTo(404);
    }

    @Test
    void options_sayWhatIsSupported_withTheQuotaAsTheLargestSize() {
        Answer options = served.requests().send("OPTIONS", UPLOADS, "");

        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(options.header("Tus-Extension").split(","))
                .contains("creation", "expiration", "termination", "checksum");
        assertThat(options.header("Tus-Checksum-Algorithm").split(",")).contains("sha1");
        assertThat(options.header("Tus-Max-Size")).isEqualTo(Long.toString(100L << 20));
        Answer huge =
                tus().with("Upload-Length", Long.toString((100L << 20) + 1)).post(UPLOADS);
        assertThat(huge.status()).isEqualTo(413);
    }

    @Test
    void space_isReservedForWhatIsStillToCome() throws Exception {
        String upload = create(60L << 20);

        Answer second = tus().with("Upload-Length", Long.toString(60L << 20)).post(UPLOADS);
        assertThat(second.status()).isEqualTo(507);
        assertThat(tus().delete(upload).status()).isEqualTo(204);

        assertThat(offset(create(60L << 20))).isZero();
    }

    @Test
    void anUpload_canBeginWithItsCreation_andWithoutPatch() {
        Answer created = tus().with("Upload-Length", "6")
                .with("Upload-Metadata", "filename ZmlsbS56aXA=,empty")
                .with("Content-Type", "application/offset+octet-stream")
                .send("POST", UPLOADS, "123");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Upload-Offset")).isEqualTo("3");
        String upload = created.header("Location");

        Answer more = tus().with("Upload-Offset", "3")
                .with("X-HTTP-Method-Override", "PATCH")
                .with("Content-Type", "application/offset+octet-stream")
                .send("POST", upload, "456");

        assertThat(more.status()).isEqualTo(204);
        JsonNode json = served.requests().get(upload).json();
        assertThat(json.path("complete").asBoolean()).isTrue();
        assertThat(json.path("metadata").path("filename").asText()).isEqualTo("film.zip");
        assertThat(served.requests().get(UPLOADS).json().path("uploads")).hasSize(1);
        assertThat(tus().send("HEAD", upload, "").header("Upload-Metadata")).isEqualTo("filename ZmlsbS56aXA=,empty");
    }

    @Test
    void aClientThatSendsAgain_endsItsEarlierRequest_andContinuesWhereThatWas() throws Exception {
        String upload = create(3 * MIB);
        try (OpenRequest stuck = patch(upload, 0, 3 * MIB)) {
            stuck.send("x".repeat(MIB));
            Thread.sleep(200); // what is in the sockets' buffers may be lost; what the server has read is not

            long at = offset(upload);

            assertThat(at).isEqualTo(MIB);
            assertThat(append(upload, at, new byte[2 * MIB]).status()).isEqualTo(204);
            assertThat(stuck.status(5_000)).isEmpty();
        }
        assertThat(offset(upload)).isEqualTo(3 * MIB);
    }

    @Test
    void anUploadThatIsCutOff_keepsWhatHasArrived_andIsNoFailure() throws Exception {
        try (HeardLog log = HeardLog.open()) {
            String upload = create(1_000_000);
            OpenRequest gone = patch(upload, 0, 1_000_000);
            gone.send("x".repeat(300_000));
            for (int i = 0; i < 100 && served.requests().get("/metrics").status() != 200; i++) {
                Thread.sleep(10);
            }
            Thread.sleep(200);
            gone.reset();

            assertThat(offset(upload)).isEqualTo(300_000);
            assertThat(log.alarms()).isEmpty();
            assertThat(served.requests().get("/metrics").text())
                    .containsPattern("project_export_requests_failed_total(\\{[^}]*})? 0\\.0");
        }
    }

    private OpenRequest patch(String upload, long offset, long bytes) throws IOException {
        return OpenRequest.to(
                served,
                "PATCH " + upload + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + ServedWorkspace.TOKEN,
                "Tus-Resumable: 1.0.0",
                "Upload-Offset: " + offset,
                "Content-Type: application/offset+octet-stream",
                "Content-Length: " + bytes);
    }

    @Test
    void pages_mayUseIt() {
        Answer preflight = served.requests()
                .with("Origin", "https://film.example")
                .with("Access-Control-Request-Method", "PATCH")
                .without("Authorization")
                .send("OPTIONS", UPLOADS, "");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Upload-Offset", "Tus-Resumable");

        Answer created = tus().with("Origin", "https://film.example")
                .with("Upload-Length", "1")
                .post(UPLOADS);
        assertThat(created.header("Access-Control-Expose-Headers")).contains("Upload-Offset", "Location");
    }

    @Test
    void uploads_surviveTheSidecar() throws Exception {
        String upload = create(10);
        append(upload, 0, "12345".getBytes(StandardCharsets.US_ASCII));
        Path data = served.data().resolve("uploads").resolve(id(upload)).resolve("data");
        served.close();
        Files.writeString(data, "12345 and what is lost"); // as after a power failure: more than what was durable
        served = ServedWorkspace.start(
                folder,
                options -> options.storage(
                        StorageLimits.builder().quotaBytes(100L << 20).build()));

        assertThat(offset(upload)).isEqualTo(5);
        assertThat(append(upload, 5, "67890".getBytes(StandardCharsets.US_ASCII))
                        .status())
                .isEqualTo(204);

        assertThat(data).hasContent("1234567890");
    }

    @Test
    void anUploadThatIsNotContinued_expires() throws Exception {
        served.close();
        served = ServedWorkspace.start(
                folder,
                options -> options.storage(
                        StorageLimits.builder().uploads(Duration.ofMillis(300)).build()));
        String upload = create(10);
        Thread.sleep(350);

        JsonNode plan = served.requests().get("/api/v1/storage").json().path("removable");
        assertThat(plan.path(0).path("reason").asText()).as(plan.toString()).isEqualTo("abandoned");
        JsonNode run = served.requests().post("/api/v1/storage/run").json();

        assertThat(run.path("removed").path(0).path("id").asText()).isEqualTo(id(upload));
        assertThat(tus().send("HEAD", upload, "").status()).isEqualTo(404);
        assertNoUploads();
    }
}
