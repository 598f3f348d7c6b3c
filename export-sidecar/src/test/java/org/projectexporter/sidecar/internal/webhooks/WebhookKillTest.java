package org.projectexporter.sidecar.internal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.projectexporter.sidecar.Answer;
import org.projectexporter.sidecar.Requests;
import org.projectexporter.sidecar.ServedProcess;

/** Each end of an export is delivered, or recorded as failed, whoever is killed with SIGKILL meanwhile. */
class WebhookKillTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path config;

    private ServedProcess sidecar() throws IOException {
        return ServedProcess.start(folder, config);
    }

    private int configure() throws IOException {
        Files.createDirectories(folder.resolve("workspace/film"));
        Files.writeString(folder.resolve("workspace/film/note.txt"), "a note\n");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        config = folder.resolve("webhooks.json");
        Files.writeString(
                config,
                "{\"targets\": [{\"name\": \"backend\", \"url\": \"http://127.0.0.1:" + port
                        + "/\", \"allow_private_addresses\": true, \"secrets\":"
                        + " [\"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3\"]}]}");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
        return port;
    }

    private static Set<String> ended(Requests requests) {
        Set<String> ids = new HashSet<>();
        requests.get("/api/v1/exports?limit=200&state=completed,failed,cancelled")
                .json()
                .path("exports")
                .forEach(export -> ids.add(export.path("export_id").asText()));
        return ids;
    }

    private static void awaitEnd(Requests requests) throws InterruptedException {
        for (int left = 3000; left > 0; left--) {
            Answer open = requests.get("/api/v1/exports?state=queued,running,verifying");
            if (open.json().path("exports").isEmpty()) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the exports do not end");
    }

    private static Map<String, Set<String>> byExport(FakeReceiver receiver) throws IOException {
        Map<String, Set<String>> messages = new HashMap<>();
        for (FakeReceiver.Message message : receiver.messages) {
            JsonNode body = JSON.readTree(message.body());
            messages.computeIfAbsent(body.path("data").path("export_id").asText(), id -> new HashSet<>())
                    .add(message.header("webhook-id"));
        }
        return messages;
    }

    private static void awaitDelivered(Requests requests) throws InterruptedException {
        for (int left = 3000; left > 0; left--) {
            JsonNode pending =
                    requests.get("/api/v1/webhooks/deliveries?state=pending").json();
            if (pending.path("deliveries").isEmpty()) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError(requests.get("/api/v1/webhooks/deliveries").text());
    }

    /** As if the pauses between attempts, of minutes by now, were over. */
    private void endPauses() throws IOException {
        DeliveryStore store = DeliveryStore.of(folder.resolve("data"));
        for (Delivery delivery : store.load()) {
            if (delivery.state() == Delivery.State.PENDING) {
                store.write(delivery.attempted(Delivery.State.PENDING, "a pause", Instant.now()));
            }
        }
    }

    @Test
    void sidecarThatIsKilled_sendsAfterwards_andAReceiverThatIsGone_getsItWhenItIsBack() throws Exception {
        int port = configure();
        Set<String> ids;
        try (ServedProcess sidecar = sidecar()) { // nobody listens at the target
            sidecar.requests().post("/api/v1/projects/film/export", "{}");
            sidecar.requests().post("/api/v1/projects/film/export", "{\"format\": \"tar\"}");
            awaitEnd(sidecar.requests());
            ids = ended(sidecar.requests());
        }
        assertThat(ids).hasSize(2);
        try (FakeReceiver receiver = new FakeReceiver(port);
                ServedProcess sidecar = sidecar()) {
            awaitDelivered(sidecar.requests());
            assertThat(byExport(receiver).keySet()).isEqualTo(ids);
            assertThat(sidecar.requests().get("/metrics").text())
                    .contains("project_export_webhook_deliveries{state=\"delivered\"} 2.0");
        }
        try (FakeReceiver receiver = new FakeReceiver(port);
                ServedProcess sidecar = sidecar()) {
            awaitDelivered(sidecar.requests());
            assertThat(receiver.messages)
                    .as("nothing is sent twice without need")
                    .isEmpty();
        }
    }

    /** The state of an export is stored, and its process dies before the delivery is. */
    @Test
    void endThatWasNotPublished_isFoundAtTheNextStart() throws Exception {
        int port = configure();
        String id;
        try (ServedProcess sidecar = sidecar()) {
            Answer started = sidecar.requests().post("/api/v1/projects/film/export", "{}");
            id = started.json().path("export_id").asText();
            awaitEnd(sidecar.requests());
        }
        try (var files = Files.newDirectoryStream(folder.resolve("data/webhooks"), "msg_*")) {
            for (Path file : files) {
                Files.delete(file); // as if the process had died right before it was written
            }
        }
        try (FakeReceiver receiver = new FakeReceiver(port);
                ServedProcess sidecar = sidecar()) {
            assertThat(receiver.next().body()).contains(id);
            awaitDelivered(sidecar.requests());
        }
    }

    @Tag("long")
    @Test
    void eachEnd_isDelivered_whoeverIsKilledWhenever() throws Exception {
        int port = configure();
        Random random = new Random(20);
        Map<String, Set<String>> got = new HashMap<>();
        for (int round = 0; round < 12; round++) {
            FakeReceiver receiver = random.nextBoolean() ? new FakeReceiver(port) : null;
            try (ServedProcess sidecar = sidecar()) {
                for (int i = 0; i < 3; i++) {
                    sidecar.requests().post("/api/v1/projects/film/export", "{\"format\": \"tar\"}");
                }
                Thread.sleep(random.nextInt(400));
                if (receiver != null && random.nextBoolean()) {
                    receiver.close();
                }
            }
            if (receiver != null) {
                byExport(receiver).forEach((id, messages) -> got.computeIfAbsent(id, key -> new HashSet<>())
                        .addAll(messages));
                receiver.close();
            }
        }
        endPauses();
        try (FakeReceiver receiver = new FakeReceiver(port);
                ServedProcess sidecar = sidecar()) {
            awaitEnd(sidecar.requests());
            awaitDelivered(sidecar.requests());
            byExport(receiver).forEach((id, messages) -> got.computeIfAbsent(id, key -> new HashSet<>())
                    .addAll(messages));
            assertThat(got.keySet()).isEqualTo(ended(sidecar.requests())).hasSize(36);
            assertThat(got.values()).allMatch(messages -> messages.size() == 1);
        }
    }
}
