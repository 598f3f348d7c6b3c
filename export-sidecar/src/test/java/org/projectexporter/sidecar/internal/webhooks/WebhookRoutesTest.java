package org.projectexporter.sidecar.internal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;

import org.projectexporter.sidecar.Answer;
import org.projectexporter.sidecar.Requests;
import org.projectexporter.sidecar.ServedWorkspace;
import org.projectexporter.sidecar.TokenScope;

/** Deliveries that are listed and sent again, and a file with targets that changes; over real HTTP. */
class WebhookRoutesTest extends ReceiverTest {
    private static final String DELIVERIES = "/api/v1/webhooks/deliveries";

    private ServedWorkspace served;

    @BeforeEach
    void serve() throws IOException {
        Files.delete(data);
        targets(local(""));
        served =
                ServedWorkspace.start(folder, options -> options.webhooks(file)).project("film");
    }

    @AfterEach
    void close() throws IOException {
        served.close();
    }

    private JsonNode awaitDelivery(String state) throws InterruptedException {
        for (int left = 1500; left > 0; left--) {
            JsonNode found =
                    served.requests().get(DELIVERIES + "?state=" + state).json().path("deliveries");
            if (!found.isEmpty()) {
                return found.path(0);
            }
            Thread.sleep(20);
        }
        throw new AssertionError(served.requests().get(DELIVERIES).text());
    }

    private static String resend(JsonNode delivery) {
        return DELIVERIES + "/" + delivery.path("id").asText() + "/resend";
    }

    @Test
    void failedDelivery_isSentAgain_byAnAdministrator() throws Exception {
        receiver.answering = FakeReceiver.status(410);
        served.export("film", "{}");
        JsonNode failed = awaitDelivery("failed");
        receiver.answering = FakeReceiver.status(204);
        String first = receiver.next().header("webhook-id");

        Requests monitor = served.as("monitor", EnumSet.complementOf(EnumSet.of(TokenScope.ADMIN)), "*");
        assertThat(monitor.post(resend(failed)).code()).isEqualTo("missing_scope");
        Answer again =
                served.as("administrator", EnumSet.of(TokenScope.ADMIN), "none").post(resend(failed));

        assertThat(again.status()).as(again.toString()).isEqualTo(202);
        assertThat(again.json().path("state").asText()).isEqualTo("pending");
        assertThat(receiver.next().header("webhook-id")).isEqualTo(first);
        JsonNode delivered = awaitDelivery("delivered");
        assertThat(delivered.path("id")).isEqualTo(failed.path("id"));
        Answer refused = served.requests().post(resend(delivered));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("wrong_state");
        assertThat(served.requests().post(DELIVERIES + "/msg_none/resend").code())
                .isEqualTo("unknown_delivery");
    }

    @Test
    void newTarget_isNotified_withoutARestart_andABrokenFileIsReported() throws Exception {
        try (FakeReceiver second = new FakeReceiver()) {
            targets(local(""), target("second", second.url(), ", \"allow_private_addresses\": true"));
            String export = served.export("film", "{}");

            assertThat(second.next().body()).contains(export);
        }
        write("no JSON");
        awaitMetric("project_export_webhooks_broken 1.0");
        targets(local(""));
        awaitMetric("project_export_webhooks_broken 0.0");
    }

    private void awaitMetric(String line) throws InterruptedException {
        for (int left = 500; left > 0; left--) {
            if (served.requests().get("/metrics").text().contains(line)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError(served.requests().get("/metrics").text());
    }
}
