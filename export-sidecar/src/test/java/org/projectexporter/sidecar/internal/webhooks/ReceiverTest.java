package org.projectexporter.sidecar.internal.webhooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.projectexporter.sidecar.internal.webhooks.Delivery.State;

/** A receiver over real HTTP, a file with targets, and the webhooks that it configures. */
abstract class ReceiverTest {
    static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
    static final Backoff QUICK = new Backoff(Duration.ofMillis(100), Duration.ofMillis(400), 3);
    /** Nothing is sent a second time within a test. */
    static final Backoff SLOW = new Backoff(Duration.ofMinutes(5), Duration.ofMinutes(5), 3);

    @TempDir
    Path folder;

    FakeReceiver receiver;
    Webhooks webhooks;
    Path file;
    Path data;

    @BeforeEach
    void start() throws IOException {
        receiver = new FakeReceiver();
        file = folder.resolve("webhooks.json");
        data = Files.createDirectory(folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        receiver.close();
        if (webhooks != null) {
            webhooks.close();
        }
    }

    void write(String json) throws IOException {
        Files.writeString(file, json);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    static String target(String name, String url, String more) {
        return "{\"name\": \"" + name + "\", \"url\": \"" + url + "\", \"secrets\": [\"" + SECRET + "\"]" + more + "}";
    }

    void targets(String... targets) throws IOException {
        write("{\"targets\": [" + String.join(",", targets) + "]}");
    }

    String local(String more) {
        return target("backend", receiver.url(), ", \"allow_private_addresses\": true" + more);
    }

    Webhooks open() throws IOException {
        return open(host -> List.of(InetAddress.getAllByName(host)));
    }

    Webhooks open(WebhookSender.Lookup lookup) throws IOException {
        return open(lookup, QUICK);
    }

    Webhooks open(WebhookSender.Lookup lookup, Backoff backoff) throws IOException {
        if (webhooks != null) {
            webhooks.close();
        }
        webhooks = Webhooks.open(
                Optional.of(file), data, new Webhooks.Sending(lookup, backoff, Clock.systemUTC()), id -> true);
        return webhooks;
    }

    static WebhookEvent event(int number, String project) {
        return new WebhookEvent(
                WebhookEvent.EXPORT_COMPLETED,
                "id",
                number,
                project,
                Instant.now(),
                JsonNodeFactory.instance.objectNode().put("project_id", project));
    }

    Delivery await(State state) throws InterruptedException {
        for (int left = 1500; left > 0; left--) {
            Optional<Delivery> found = webhooks.deliveries().stream()
                    .filter(delivery -> delivery.state() == state)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("none is " + state + ": " + webhooks.deliveries());
    }

    /** As a receiver checks it by the specification. */
    static String signature(FakeReceiver.Message message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        String signed = message.header("webhook-id") + "." + message.header("webhook-timestamp") + "." + message.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
