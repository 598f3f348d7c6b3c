package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.projectexporter.sidecar.internal.webhooks.FakeReceiver;

/**
 * Each answer that {@code openapi.yaml} describes is one that the server gives. {@link Requests} holds the status, the type
 * and the body of every answer against it.
 */
class DescribedAnswersTest {
    private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

    @TempDir
    Path folder;

    private final HeldSource held = new HeldSource();
    private final Set<String> seen = new TreeSet<>();
    private FakeReceiver receiver;
    private ServedWorkspace served;

    @BeforeEach
    void serve() throws Exception {
        Path shared = Files.createDirectories(folder.resolve("shared"));
        receiver = new FakeReceiver();
        receiver.answering = FakeReceiver.status(410); // after which a delivery has failed
        served = ServedWorkspace.start(folder, held, options -> options.handOverFolders(List.of(shared))
                        .webhooks(targets()))
                .project("film");
    }

    private Path targets() {
        String target = "{\"targets\": [{\"name\": \"backend\", \"url\": \"" + receiver.url()
                + "\", \"secrets\": [\"whsec_" + "A".repeat(40) + "\"], \"allow_private_addresses\": true}]}";
        try {
            Path file = Files.writeString(folder.resolve("webhooks.json"), target);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() throws Exception {
        receiver.close();
        served.close();
    }

    @Test
    void everySuccessThatIsDescribed_isAnswered() throws Exception {
        body("POST", "/api/v1/projects/film/estimate", "application/json", "{}");
        String export = export();
        archive(export);
        events(export, "export_complete");
        JsonNode imported = imports(export);
        events(imported.at("/links/self").asText(), "import_complete");
        call("DELETE", imported.at("/links/self").asText());
        uploads();
        for (String path : List.of(
                "/",
                "/page/project-export.js",
                "/api/v1/projects",
                "/api/v1/formats",
                "/api/v1/projects/film/exports",
                "/api/v1/exports",
                "/api/v1/imports",
                "/api/v1/storage",
                "/api/v1/webhooks/deliveries",
                "/health/live",
                "/health/ready",
                "/metrics",
                "/openapi.yaml",
                "/asyncapi.yaml",
                "/docs")) {
            call("GET", path);
            assertThat(served.requests().send("HEAD", path, "").status())
                    .as(path)
                    .isEqualTo(200);
        }
        notModified("/");
        notModified("/page/project-export.js");
        call("POST", "/api/v1/storage/run");
        session();
        resend();
        call("DELETE", export);

        assertThat(seen).isEqualTo(successes());
    }

    private void session() {
        Answer login = call("POST", "/api/v1/session");
        Requests page = served.requests()
                .without("Authorization")
                .with("Cookie", login.header("Set-Cookie").split(";")[0])
                .with("Origin", served.sidecar().url())
                .with("X-CSRF-Token", login.json().path("csrf_token").asText());
        record("GET", "/api/v1/session", page.get("/api/v1/session"));
        record("DELETE", "/api/v1/session", page.delete("/api/v1/session"));
    }

    private void resend() throws InterruptedException {
        receiver.next();
        JsonNode failed = served.requests()
                .get("/api/v1/webhooks/deliveries?state=failed")
                .json();
        for (int i = 0; i < 1000 && failed.path("deliveries").isEmpty(); i++) {
            Thread.sleep(10);
            failed = served.requests()
                    .get("/api/v1/webhooks/deliveries?state=failed")
                    .json();
        }
        call(
                "POST",
                "/api/v1/webhooks/deliveries/" + failed.at("/deliveries/0/id").asText() + "/resend");
    }

    private String export() throws InterruptedException {
        held.hold();
        String export = body("POST", "/api/v1/projects/film/export", "application/json", "{\"report\": true}")
                .header("Location");
        call("POST", export + "/pause");
        served.await(export, "paused");
        held.release();
        body("POST", export + "/resume", "application/json", "{\"on_unreadable\": \"skip\"}");
        served.await(export, "completed");
        call("POST", export + "/verify");
        served.await(export, "completed");
        body("PATCH", export, "application/json", "{\"keep_until\": null}");
        call("GET", export);
        return export;
    }

    private void archive(String export) {
        call("GET", export + "/manifest");
        call("GET", export + "/report");
        body("POST", export + "/download-url", "application/json", "{\"volume\": 1}");
        body("POST", export + "/hand-over", "application/json", "{\"folder\": \"" + folder.resolve("shared") + "\"}");
        for (String target : List.of(export + "/download", export + "/download/1")) {
            Answer whole = call("GET", target);
            assertThat(whole.header("Content-Type")).isEqualTo("application/zip");
            call("HEAD", target);
            Requests current = served.requests().with("If-None-Match", whole.header("ETag"));
            record("GET", target, current.get(target));
            record("HEAD", target, current.send("HEAD", target, ""));
            record("GET", target, served.requests().with("Range", "bytes=1-4").get(target));
        }
    }

    private void events(String path, String last) throws Exception {
        String target = path + "/events?last_event_id=0";
        Requests listener = served.requests().with("Accept", "text/event-stream");
        Answer stream = listener.get(target);
        assertThat(stream.text()).contains("event: " + last);
        record("GET", target, stream);
        String[] ids = stream.text().split("id: ");
        String id = ids[ids.length - 1].lines().findFirst().orElseThrow().strip();
        record("GET", target, listener.with("Last-Event-ID", id).get(target));
        call("POST", path + "/events-ticket");
        upgrade(target);
    }

    private void upgrade(String target) throws Exception {
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + ServedWorkspace.TOKEN)
                .buildAsync(
                        URI.create(served.sidecar().url().replace("http:", "ws:") + target),
                        new WebSocket.Listener() {})
                .get(10, TimeUnit.SECONDS);
        socket.abort();
        seen.add(id("GET", target) + " 101"); // a success, or buildAsync would have failed
    }

    private JsonNode imports(String export) throws InterruptedException {
        String id = export.substring(export.lastIndexOf('/') + 1);
        Answer named = body(
                "POST",
                "/api/v1/projects/import",
                "application/json",
                "{\"export_id\": \"" + id + "\", \"name\": \"again\"}");
        served.await(named.header("Location"), "completed");
        byte[] archive = served.requests().get(export + "/download").body();
        Answer sent = record(
                "POST",
                "/api/v1/projects/import/archive",
                served.requests()
                        .with("Content-Type", "application/octet-stream")
                        .send("POST", "/api/v1/projects/import/archive?name=sent", archive));
        served.await(sent.header("Location"), "completed");
        return call("GET", sent.header("Location")).json();
    }

    private void uploads() {
        String uploads = "/api/v1/uploads";
        String type = "application/offset+octet-stream";
        Requests tus = served.requests().with("Tus-Resumable", "1.0.0");
        record("OPTIONS", uploads, tus.send("OPTIONS", uploads, ""));
        String upload = record("POST", uploads, tus.with("Upload-Length", "6").post(uploads))
                .header("Location");
        record("OPTIONS", upload, tus.send("OPTIONS", upload, ""));
        Requests data = tus.with("Content-Type", type);
        record("PATCH", upload, data.with("Upload-Offset", "0").send("PATCH", upload, "abc"));
        Requests overridden = data.with("Upload-Offset", "3").with("X-HTTP-Method-Override", "PATCH");
        record("POST", upload, overridden.send("POST", upload, "def"));
        record("POST", upload, tus.with("X-HTTP-Method-Override", "HEAD").send("POST", upload, ""));
        record("HEAD", upload, tus.send("HEAD", upload, ""));
        call("GET", uploads);
        call("GET", upload);
        record("DELETE", upload, tus.delete(upload));
    }

    @Test
    void everyOperation_refusesWhatItMust_asDescribed() throws Exception {
        Requests noToken = served.requests().without("Authorization");
        Requests monitor = served.as("monitor", EnumSet.of(TokenScope.MONITOR), "*");
        Requests reader = served.as("reader", EnumSet.of(TokenScope.READ), "*");
        ApiDescription.api().path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> {
                    JsonNode responses = operation.getValue().path("responses");
                    if (!responses.has("401")) {
                        return;
                    }
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    String target = path.getKey()
                            .replace("{project_id}", "nowhere")
                            .replace("{volume}", "1")
                            .replaceAll("\\{[a-z]+_id}", UNKNOWN);
                    boolean monitored = operation
                            .getValue()
                            .path("x-required-scope")
                            .asText()
                            .equals("monitor");
                    Map<String, Requests> refused =
                            Map.of("401", noToken, "403", monitored ? reader : monitor, "404", served.requests());
                    refused.forEach((status, as) -> {
                        boolean anyToken =
                                status.equals("403") && !operation.getValue().has("x-required-scope");
                        if (responses.has(status)
                                && !anyToken
                                && !(status.equals("404") && target.endsWith("/import"))) {
                            Answer answer = send(as, method, target, operation.getValue());
                            assertThat(answer.status() + "")
                                    .as("%s %s %s", method, target, answer)
                                    .isEqualTo(status);
                        }
                    });
                }));
    }

    @Test
    void aServerWithoutItsWorkspace_isNotReady_asDescribed() throws Exception {
        Files.move(folder.resolve("workspace"), folder.resolve("away"));

        assertThat(served.requests().get("/health/ready").status()).isEqualTo(503);
    }

    /** With the least that the operation requires. */
    private Answer send(Requests as, String method, String target, JsonNode operation) {
        Requests with = as.with("Tus-Resumable", "1.0.0").with("Upload-Offset", "0");
        String types = operation.at("/requestBody/content").fieldNames().hasNext()
                ? operation.at("/requestBody/content").fieldNames().next()
                : "";
        if (types.isEmpty()) {
            return with.send(method, target, "");
        }
        boolean handOver = target.endsWith("/hand-over");
        String body =
                handOver ? "{\"folder\": \"" + folder.resolve("shared") + "\"}" : types.endsWith("json") ? "{}" : "x";
        return with.with("Content-Type", types).send(method, target, body.getBytes(StandardCharsets.UTF_8));
    }

    private Answer call(String method, String target) {
        return record(method, target, served.requests().send(method, target, ""));
    }

    /** The second time a client asks, it has the file. */
    private void notModified(String target) {
        String tag = served.requests().get(target).header("ETag");
        record("GET", target, served.requests().with("If-None-Match", tag).get(target));
    }

    private Answer body(String method, String target, String type, String body) {
        return record(
                method, target, served.requests().with("Content-Type", type).send(method, target, body));
    }

    private Answer record(String method, String target, Answer answer) {
        assertThat(answer.status()).as("%s %s: %s", method, target, answer).isLessThan(400);
        seen.add(id(method, target) + " " + answer.status());
        return answer;
    }

    private static String id(String method, String target) {
        return ApiDescription.operation(method, target)
                .orElseThrow()
                .path("operationId")
                .asText();
    }

    private static Set<String> successes() {
        Set<String> described = new TreeSet<>();
        ApiDescription.api()
                .path("paths")
                .forEach(path -> path.forEach(
                        operation -> operation.path("responses").fieldNames().forEachRemaining(status -> {
                            if (status.compareTo("400") < 0) {
                                described.add(operation.path("operationId").asText() + " " + status);
                            }
                        })));
        return described;
    }
}
