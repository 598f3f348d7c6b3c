package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.Tools;

/**
 * The configurations of proxies in {@code etc/proxies}, which the documents show: each proxy in front of a server, with a
 * WebSocket, server-sent events, a download in ranges, and a large upload.
 */
@Tag("long")
class ProxiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "/exports";
    private static final int UPLOAD_BYTES = 192 << 20;
    private static final int BEFORE_THE_PAUSE = 96 << 20;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final HeldSource held = new HeldSource();
    private int port;

    /** A proxy, and how it is started with its configuration in the documents. */
    enum Proxy {
        NGINX("nginx", "nginx.conf", PREFIX) {
            @Override
            List<String> command(Path folder, String snippet) throws IOException {
                String temporary = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                        .map(kind -> kind + "_temp_path "
                                + folder.resolve("temporary").resolve(kind) + "; ")
                        .reduce("", String::concat);
                Files.createDirectories(folder.resolve("temporary"));
                // As root it would change to another user, who cannot write to the folder.
                String user = System.getProperty("user.name").equals("root") ? "user root; " : "";
                Path all = Files.writeString(
                        folder.resolve("all.conf"),
                        user + "daemon off; pid " + folder + "/pid; error_log " + folder
                                + "/error.log; events {}\nhttp { access_log off; " + temporary + "\n" + snippet
                                + "\n}\n");
                return List.of("nginx", "-e", folder.resolve("error.log").toString(), "-c", all.toString());
            }
        },
        HAPROXY("haproxy", "haproxy.cfg", "") {
            @Override
            List<String> command(Path folder, String snippet) throws IOException {
                Path file = Files.writeString(folder.resolve("haproxy.cfg"), snippet);
                return List.of("haproxy", "-db", "-f", file.toString());
            }
        },
        CADDY("caddy", "Caddyfile", "") {
            @Override
            List<String> command(Path folder, String snippet) throws IOException {
                Path file = Files.writeString(folder.resolve("Caddyfile"), "{\n\tadmin off\n}\n" + snippet);
                return List.of("caddy", "run", "--adapter", "caddyfile", "--config", file.toString());
            }
        };

        private final String program;
        private final String file;
        private final String basePath;

        Proxy(String program, String file, String basePath) {
            this.program = program;
            this.file = file;
            this.basePath = basePath;
        }

        abstract List<String> command(Path folder, String snippet) throws IOException;

        /** The configuration in the documents, with the ports of this test. */
        private String snippet(int port, int behind) throws IOException {
            return Files.readString(Path.of("../etc/proxies").resolve(file))
                    .replace("film.example {", "http://film.example:8080 {")
                    .replace("film.example", "localhost")
                    .replace("8080", Integer.toString(port))
                    .replace("8765", Integer.toString(behind));
        }
    }

    @AfterEach
    void release() {
        held.release();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everything_worksThroughTheProxy(Proxy proxy) throws Exception {
        Tools.require(proxy.program);
        port = freePort();
        try (ServedWorkspace served = ServedWorkspace.start(
                        folder, held, options -> options.proxy(new ProxySettings(proxy.basePath, Set.of("127.0.0.1"))))
                .project("film")) {
            byte[] take = new byte[8 << 20];
            new Random(1).nextBytes(take);
            Files.write(folder.resolve("workspace/film/take.mov"), take);
            Path place = Files.createDirectory(folder.resolve("proxy"));
            ProcessBuilder builder = new ProcessBuilder(proxy.command(
                            place, proxy.snippet(port, served.sidecar().port())))
                    .redirectErrorStream(true)
                    .redirectOutput(place.resolve("output").toFile());
            builder.environment().put("HOME", place.toString());
            Process process = builder.start();
            try {
                awaitProxy(process, place);
                String export = exportWithEvents();
                download(export, served);
                descriptions();
                upload(served);
                assertThat(filesIn(place.resolve("temporary"))).isZero();
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    private void awaitProxy(Process process, Path place) throws Exception {
        for (int i = 0; i < 600; i++) {
            assertThat(process.isAlive())
                    .as(Files.readString(place.resolve("output")))
                    .isTrue();
            try {
                if (get("/health/live").statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                assertThat(e).isNotNull(); // it does not listen yet
            }
            Thread.sleep(50);
        }
        throw new AssertionError(Files.readString(place.resolve("output")));
    }

    private static long filesIn(Path temporary) throws IOException {
        if (!Files.exists(temporary)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(temporary)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + ServedWorkspace.TOKEN);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(PREFIX + path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** While the export waits, its events must arrive already: nothing collects them. */
    private String exportWithEvents() throws Exception {
        held.hold();
        HttpResponse<String> started = client.send(
                request(PREFIX + "/api/v1/projects/film/export")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"format\": \"tar\"}"))
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        assertThat(started.headers().allValues("X-Request-Id")).hasSize(1);
        String export = started.headers().firstValue("Location").orElseThrow();
        assertThat(export).startsWith(PREFIX + "/api/v1/exports/");
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> last = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + ServedWorkspace.TOKEN)
                .buildAsync(
                        URI.create("ws://localhost:" + port + export + "/events?last_event_id=0"),
                        new Listener(first, last))
                .get(10, TimeUnit.SECONDS);
        HttpResponse<InputStream> sse = client.send(
                request(export + "/events?last_event_id=0")
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(sse.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(sse.body(), StandardCharsets.UTF_8))) {
            CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> lines.lines()
                    .filter(text -> text.startsWith("event: "))
                    .findFirst()
                    .orElseThrow());
            assertThat(line.get(10, TimeUnit.SECONDS)).isEqualTo("event: export_progress");
            assertThat(first.get(10, TimeUnit.SECONDS)).contains("export_progress");
            held.release();
            assertThat(lines.lines().toList()).contains("event: export_complete");
        }
        assertThat(JSON.readTree(last.get(10, TimeUnit.SECONDS))
                        .at("/result/volumes/0/download")
                        .asText())
                .isEqualTo(export + "/download");
        socket.abort();
        return export;
    }

    private static final class Listener implements WebSocket.Listener {
        private final CompletableFuture<String> first;
        private final CompletableFuture<String> last;
        private final StringBuilder text = new StringBuilder();

        private Listener(CompletableFuture<String> first, CompletableFuture<String> last) {
            this.first = first;
            this.last = last;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                first.complete(text.toString());
                if (text.indexOf("export_complete") >= 0) {
                    last.complete(text.toString());
                }
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void download(String export, ServedWorkspace served) throws Exception {
        byte[] whole = served.requests()
                .get(export.substring(PREFIX.length()) + "/download")
                .body();
        HttpRequest signed = request(export + "/download-url")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        String url = JSON.readTree(client.send(signed, HttpResponse.BodyHandlers.ofString())
                        .body())
                .path("url")
                .asText();
        HttpRequest ranged = HttpRequest.newBuilder(URI.create("http://localhost:" + port + url))
                .header("Range", "bytes=1000000-4999999")
                .build();
        HttpResponse<byte[]> part = client.send(ranged, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 1000000-4999999/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 1_000_000, 5_000_000));
        assertThat(client.send(request(export + "/download").build(), HttpResponse.BodyHandlers.ofByteArray())
                        .body())
                .isEqualTo(whole);
    }

    private void descriptions() throws Exception {
        assertThat(get("/openapi.yaml").body()).contains("  - url: http://localhost:" + port + PREFIX + "\n");
    }

    /** In the midst of an upload, the server must have most of what was sent already. */
    private void upload(ServedWorkspace served) throws Exception {
        HttpRequest create = request(PREFIX + "/api/v1/uploads")
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", Integer.toString(UPLOAD_BYTES))
                .build();
        String upload = client.send(create, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        byte[] block = new byte[1 << 20];
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("PATCH " + upload + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: Bearer "
                            + ServedWorkspace.TOKEN + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                            + "Content-Type: application/offset+octet-stream\r\nConnection: close\r\nContent-Length: "
                            + UPLOAD_BYTES + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int sent = 0; sent < BEFORE_THE_PAUSE; sent += block.length) {
                out.write(block);
            }
            out.flush();
            awaitArrived(served, upload.substring(PREFIX.length()));
            for (int sent = BEFORE_THE_PAUSE; sent < UPLOAD_BYTES; sent += block.length) {
                out.write(block);
            }
            out.flush();
            socket.setSoTimeout(60_000);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 204");
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("upload-offset: " + UPLOAD_BYTES);
        }
    }

    private static void awaitArrived(ServedWorkspace served, String upload) throws InterruptedException {
        JsonNode json = served.requests().get(upload).json();
        for (int i = 0; i < 2_000 && json.path("offset").asLong() < BEFORE_THE_PAUSE / 2; i++) {
            Thread.sleep(10);
            json = served.requests().get(upload).json();
        }
        assertThat(json.path("offset").asLong()).as(json.toString()).isGreaterThanOrEqualTo(BEFORE_THE_PAUSE / 2);
    }
}
