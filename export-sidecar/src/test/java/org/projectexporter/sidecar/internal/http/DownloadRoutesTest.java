package org.projectexporter.sidecar.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

import org.projectexporter.sidecar.internal.jobs.FakeArchive;
import org.projectexporter.sidecar.internal.jobs.JobException;

@Timeout(20)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DownloadRoutesTest {
    private static final byte[] FIRST = noise(700_001, 1);
    private static final byte[] SECOND = noise(300_000, 2);
    private static final byte[] THIRD = noise(12_345, 3);
    private static final byte[] JOINED = join(FIRST, SECOND, THIRD);
    private static final long FIVE_GB = 5_000_000_000L;
    private static final byte[] END = {1, 2, 3, 4, 5};

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, FakeArchive> archives = new ConcurrentHashMap<>();
    private Javalin javalin;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path made) throws IOException {
        folder = made;
        archives.put("one", new FakeArchive().volume(folder, "Früh.zip", FIRST));
        archives.put(
                "split",
                new FakeArchive()
                        .volume(folder, "film.zip.001", FIRST)
                        .volume(folder, "film.zip.002", SECOND)
                        .volume(folder, "film.zip.003", THIRD));
        archives.put("big", new FakeArchive().sparseVolume(folder, "big.zip", FIVE_GB, END));
        javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    new Failures().addTo(config.routes);
                    new DownloadRoutes(
                                    id -> {
                                        FakeArchive archive = archives.get(id);
                                        if (archive == null) {
                                            throw new JobException(
                                                    JobException.Reason.WRONG_STATE, "there is no archive yet");
                                        }
                                        return archive.hold();
                                    },
                                    new SendBuffers())
                            .addTo(config.routes);
                })
                .start("127.0.0.1", 0);
    }

    @AfterAll
    void stop() {
        javalin.stop();
    }

    @Test
    void get_sendsAllWithWhatIsKnownOfIt() throws Exception {
        HttpResponse<byte[]> answer = get("one/download");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FIRST);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(answer, "Content-Length")).isEqualTo("700001");
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "ETag")).matches("\"sha256-[0-9a-f]{64}\"");
        assertThat(header(answer, "Repr-Digest")).matches("sha-256=:[A-Za-z0-9+/]{43}=:");
        assertThat(header(answer, "Last-Modified")).isEqualTo("Mon, 05 Jan 2026 10:00:00 GMT");
        assertThat(header(answer, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"Fr_h.zip\"; filename*=UTF-8''Fr%C3%BCh.zip");
        assertNotHeld("one");
    }

    @Test
    void head_saysTheSameWithoutTheBytes() throws Exception {
        HttpRequest request = request("one/download")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .header("Range", "bytes=1-2")
                .build();

        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("700001");
        assertThat(header(answer, "ETag")).startsWith("\"sha256-");
        assertThat(answer.body()).isEmpty();
        assertNotHeld("one");
    }

    @Test
    void volumes_comeOneByOneOrJoined() throws Exception {
        assertThat(get("split/download").body()).isEqualTo(JOINED);
        assertThat(header(get("split/download"), "Content-Disposition")).contains("filename=\"film.zip\"");
        assertThat(get("split/download/1").body()).isEqualTo(FIRST);
        assertThat(get("split/download/3").body()).isEqualTo(THIRD);
        assertThat(header(get("split/download/3"), "Content-Disposition")).contains("filename=\"film.zip.003\"");
        assertThat(get("one/download/1").body()).isEqualTo(FIRST);
        assertThat(header(get("split/download"), "ETag")).isNotEqualTo(header(get("split/download/1"), "ETag"));
    }

    @ParameterizedTest
    @CsvSource({"split/download/0", "split/download/4", "split/download/01", "split/download/x", "one/download/2"})
    void aVolumeThatIsNotThere_isNotFound(String path) throws Exception {
        assertProblem(get(path), 404, "not_found");
        assertNotHeld("split");
    }

    @Test
    void anExportWithoutArchive_isNotReady() throws Exception {
        assertProblem(get("none/download"), 409, "not_ready");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,0",
        "bytes=700000-700001,700000,700001",
        "bytes=699990-1000010,699990,1000010",
        "bytes=1000001-,1000001,1012345",
        "bytes=-1,1012345,1012345",
        "bytes=-2000000,0,1012345"
    })
    void range_ofJoinedVolumes_crossesTheirBorders(String range, int first, int last) throws Exception {
        HttpResponse<byte[]> answer = get("split/download", "Range", range);

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes " + first + "-" + last + "/1012346");
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(JOINED, first, last + 1));
        assertNotHeld("split");
    }

    @Test
    void severalRanges_getTheWhole() throws Exception {
        HttpResponse<byte[]> answer = get("one/download", "Range", "bytes=0-1,5-6");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FIRST);
    }

    @Test
    void aRangeBehindTheEnd_isRefusedWithTheLength() throws Exception {
        HttpResponse<byte[]> answer = get("one/download", "Range", "bytes=700001-");

        assertProblem(answer, 416, "range_not_satisfiable");
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */700001");
        assertNotHeld("one");
    }

    @Test
    void ifRange_holdsForTheSameTagOrTimeAlone() throws Exception {
        String tag = header(get("one/download"), "ETag");

        assertThat(status("If-Range", tag)).isEqualTo(206);
        assertThat(status("If-Range", "Mon, 05 Jan 2026 10:00:00 GMT")).isEqualTo(206);
        assertThat(status("If-Range", "\"sha256-other\"")).isEqualTo(200);
        assertThat(status("If-Range", "W/" + tag)).isEqualTo(200);
        assertThat(status("If-Range", "Mon, 05 Jan 2026 10:00:01 GMT")).isEqualTo(200);
        assertThat(status("If-Range", "nonsense")).isEqualTo(200);
    }

    @Test
    void conditions_areAnsweredInTheirOrder() throws Exception {
        String tag = header(get("one/download"), "ETag");

        assertThat(status("If-None-Match", tag)).isEqualTo(304);
        assertThat(status("If-None-Match", "\"a\", W/" + tag)).isEqualTo(304);
        assertThat(status("If-None-Match", "*")).isEqualTo(304);
        assertThat(status("If-None-Match", "\"a\"")).isEqualTo(206);
        assertThat(status("If-Modified-Since", "Mon, 05 Jan 2026 10:00:00 GMT")).isEqualTo(304);
        assertThat(status("If-Modified-Since", "Mon, 05 Jan 2026 09:59:59 GMT")).isEqualTo(206);
        assertThat(status("If-Modified-Since", "Monday, 05-Jan-26 10:00:00 GMT"))
                .isEqualTo(304);
        assertThat(status("If-Modified-Since", "Mon Jan  5 10:00:00 2026")).isEqualTo(304);
        assertThat(status("If-Modified-Since", "Mon, 05 Jan 2026 10:00:00 +0100"))
                .isEqualTo(206);
        assertThat(status("If-Modified-Since", "Mon, 35 Jan 2026 10:00:00 GMT")).isEqualTo(206);
        assertThat(status("If-Match", tag)).isEqualTo(206);
        assertThat(status("If-Match", "\"a\"")).isEqualTo(412);
        assertThat(status("If-Match", "W/" + tag)).isEqualTo(412);
        assertThat(status("If-Unmodified-Since", "Mon, 05 Jan 2026 09:59:59 GMT"))
                .isEqualTo(412);
        assertThat(status("If-Unmodified-Since", "Mon, 05 Jan 2026 10:00:00 GMT"))
                .isEqualTo(206);
        HttpResponse<byte[]> unchanged = get("one/download", "If-None-Match", tag);
        assertThat(unchanged.body()).isEmpty();
        assertThat(header(unchanged, "ETag")).isEqualTo(tag);
        assertNotHeld("one");
    }

    @Test
    void moreThanTwoGigabytes_areReachedByRanges() throws Exception {
        HttpResponse<byte[]> end = get("big/download", "Range", "bytes=-5");
        HttpResponse<byte[]> middle = get("big/download", "Range", "bytes=4294967290-4294967305");

        assertThat(header(end, "Content-Range")).isEqualTo("bytes 4999999995-4999999999/5000000000");
        assertThat(end.body()).isEqualTo(END);
        assertThat(middle.body()).isEqualTo(new byte[16]);
    }

    @Test
    void anInterruptedDownload_resumesByRange() throws Exception {
        byte[] first = new byte[500_000];
        HttpResponse<InputStream> interrupted =
                client.send(request("split/download").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = interrupted.body()) {
            assertThat(in.readNBytes(first, 0, first.length)).isEqualTo(first.length);
        }
        String tag = interrupted.headers().firstValue("ETag").orElseThrow();

        HttpRequest rest = request("split/download")
                .header("Range", "bytes=500000-")
                .header("If-Range", tag)
                .build();
        byte[] second =
                client.send(rest, HttpResponse.BodyHandlers.ofByteArray()).body();

        assertThat(join(first, second)).isEqualTo(JOINED);
        assertNotHeld("split");
    }

    @Test
    void aClientThatGoesAway_freesTheArchive() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", javalin.port())) {
            socket.getOutputStream()
                    .write("GET /api/v1/exports/big/download HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
            assertThat(archives.get("big").isHeld()).isTrue();
        }
        assertNotHeld("big");
    }

    @Test
    void aVolumeThatIsShorterThanItWas_endsTheConnectionEarly() throws Exception {
        archives.put("cut", new FakeArchive().volume(folder, "cut.zip", FIRST));
        Files.write(folder.resolve("cut.zip"), Arrays.copyOf(FIRST, 400_000));

        assertThatThrownBy(() -> get("cut/download")).isInstanceOf(IOException.class);
        assertNotHeld("cut");
    }

    @Test
    void aVolumeThatIsGone_isReportedAndFreesTheArchive() throws Exception {
        archives.put("gone", new FakeArchive().volume(folder, "gone.zip", FIRST));
        Files.delete(folder.resolve("gone.zip"));

        assertProblem(get("gone/download"), 500, "internal");
        assertNotHeld("gone");
    }

    private int status(String header, String value) throws Exception {
        HttpRequest request = request("one/download")
                .header("Range", "bytes=0-9")
                .header(header, value)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode();
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + javalin.port() + "/api/v1/exports/" + path));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    private static void assertProblem(HttpResponse<byte[]> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(new String(answer.body(), ISO_8859_1)).contains("\"code\":\"" + code + "\"");
    }

    /** The server lets go of an archive after the last byte is out, and so maybe after the client has it. */
    private void assertNotHeld(String id) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(10));
        while (archives.get(id).isHeld() && Instant.now().isBefore(deadline)) {
            Thread.sleep(10);
        }
        assertThat(archives.get(id).isHeld()).as("%s is held", id).isFalse();
    }

    private static byte[] noise(int bytes, int seed) {
        byte[] noise = new byte[bytes];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
