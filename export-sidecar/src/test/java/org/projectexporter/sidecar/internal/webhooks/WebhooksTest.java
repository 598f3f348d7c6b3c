package org.projectexporter.sidecar.internal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.projectexporter.sidecar.internal.webhooks.Delivery.State;

/** Deliveries to a receiver over real HTTP. */
class WebhooksTest extends ReceiverTest {
    @Test
    void message_isSigned_andCanBeRecognized() throws Exception {
        targets(local(""));
        open().publish(event(1, "film"));
        FakeReceiver.Message message = receiver.next();
        assertThat(message.header("webhook-signature")).isEqualTo(signature(message));
        assertThat(message.header("webhook-id")).matches("msg_[0-9a-f]{32}");
        assertThat(Long.parseLong(message.header("webhook-timestamp")))
                .isCloseTo(Instant.now().getEpochSecond(), Offset.offset(60L));
        assertThat(message.header("Content-Type")).isEqualTo("application/json");
        assertThat(new ObjectMapper().readTree(message.body()).path("type").asText())
                .isEqualTo("export.completed");
        assertThat(await(State.DELIVERED).attempts()).isEqualTo(1);
    }

    @Test
    void secrets_areChangedOneAfterTheOther() throws Exception {
        String second = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
        targets(local("").replace("\"]", "\", \"" + second + "\"]"));
        open().publish(event(1, "film"));
        FakeReceiver.Message message = receiver.next();
        assertThat(message.header("webhook-signature").split(" ")).hasSize(2).contains(signature(message));
    }

    @Test
    void namesOfProjects_cannotAddHeaders() throws Exception {
        targets(local(""));
        String project = "film\r\nX-Evil: 1\r\n\r\nGET / HTTP/1.1 \u0000\"}";
        open().publish(event(1, project));
        FakeReceiver.Message message = receiver.next();
        assertThat(message.headers().keySet())
                .extracting(name -> name.toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrder(
                        "host",
                        "user-agent",
                        "accept-encoding",
                        "content-type",
                        "content-length",
                        "webhook-id",
                        "webhook-timestamp",
                        "webhook-signature");
        assertThat(new ObjectMapper()
                        .readTree(message.body())
                        .path("data")
                        .path("project_id")
                        .asText())
                .isEqualTo(project);
    }

    @Test
    void refusedMessage_isSentAgain_withTheSameId_untilItIsAccepted() throws Exception {
        targets(local(""));
        AtomicInteger answers = new AtomicInteger();
        receiver.answering = exchange ->
                FakeReceiver.status(answers.getAndIncrement() == 0 ? 503 : 200).answer(exchange);
        open().publish(event(1, "film"));
        FakeReceiver.Message first = receiver.next();
        FakeReceiver.Message second = receiver.next();
        assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertThat(second.header("webhook-signature")).isEqualTo(signature(second));
        assertThat(await(State.DELIVERED).attempts()).isGreaterThanOrEqualTo(2);
        assertThat(webhooks.refused()).isPositive();
    }

    @Test
    void message_isGivenUp_afterTheLastAttempt_andThatIsRecorded() throws Exception {
        targets(local(""));
        receiver.answering = FakeReceiver.status(500);
        open().publish(event(1, "film"));
        Delivery failed = await(State.FAILED);
        assertThat(failed.attempts()).isEqualTo(QUICK.attempts());
        assertThat(failed.lastError()).contains("it answered with 500");
        assertThat(receiver.messages).hasSize(QUICK.attempts());
        open();
        assertThat(webhooks.deliveries()).containsExactly(failed);
    }

    @Test
    void failedDelivery_isSentAgain_onRequest() throws Exception {
        targets(local(""));
        receiver.answering = FakeReceiver.status(500);
        open().publish(event(1, "film"));
        Delivery failed = await(State.FAILED);
        FakeReceiver.Message first = receiver.next();
        receiver.messages.clear();
        receiver.answering = FakeReceiver.status(204);

        Delivery again = webhooks.resend(failed.id()).orElseThrow();

        assertThat(again.state()).isEqualTo(State.PENDING);
        FakeReceiver.Message second = receiver.next();
        assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(await(State.DELIVERED).attempts()).isEqualTo(1);
        assertThat(webhooks.resend(failed.id())).as("it is delivered").isEmpty();
        assertThat(webhooks.resend("msg_none")).isEmpty();
    }

    @Test
    void deliveryThatIsSentAgain_hasAllItsAttemptsBeforeIt_alsoAfterARestart() throws Exception {
        targets(local(""));
        receiver.answering = FakeReceiver.status(500);
        open().publish(event(1, "film"));
        Delivery failed = await(State.FAILED);
        receiver.messages.clear();

        webhooks.resend(failed.id());
        webhooks.close();
        open();

        assertThat(await(State.FAILED).attempts()).isEqualTo(QUICK.attempts());
        assertThat(receiver.messages).hasSizeBetween(QUICK.attempts(), QUICK.attempts() + 1);
    }

    @Test
    void targetThatIsGone_getsNothingMoreOfIt() throws Exception {
        targets(local(""));
        receiver.answering = FakeReceiver.status(410);
        open().publish(event(1, "film"));
        assertThat(await(State.FAILED).attempts()).isEqualTo(1);
    }

    @Test
    void targets_getWhatTheyWant() throws Exception {
        targets(local(", \"events\": [\"export.failed\", \"export.completed\"], \"projects\": [\"film\"]"));
        open().publish(event(1, "other"));
        webhooks.publish(event(2, "film"));
        webhooks.publish(event(2, "film"));
        await(State.DELIVERED);
        assertThat(receiver.messages).hasSize(1);
        assertThat(webhooks.deliveries()).hasSize(1);
    }

    @Test
    void whatHappenedBeforeTheTargetExisted_isNotSent() throws Exception {
        WebhookEvent before = event(1, "film");
        Thread.sleep(5);
        targets(local(""));
        open().publish(before);
        assertThat(webhooks.deliveries()).isEmpty();
        open().publish(event(2, "film"));
        assertThat(await(State.DELIVERED).subject()).isEqualTo("id");
    }

    @Test
    void pendingMessage_isSentAfterARestart_andADeliveredOneIsNot() throws Exception {
        targets(local(""));
        receiver.answering = FakeReceiver.status(503);
        open();
        WebhookEvent event = event(1, "film");
        webhooks.publish(event);
        receiver.next();
        webhooks.close();
        receiver.messages.clear();
        receiver.answering = FakeReceiver.status(200);
        open();
        assertThat(receiver.messages.poll(10, TimeUnit.SECONDS)).isNotNull();
        await(State.DELIVERED);
        receiver.messages.clear();
        open().publish(event);
        assertThat(receiver.messages.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void messageForATargetThatIsNoLongerConfigured_isRecordedAsFailed() throws Exception {
        targets(local(""));
        receiver.answering = FakeReceiver.status(503);
        open().publish(event(1, "film"));
        receiver.next();
        webhooks.close();
        targets(target("another", receiver.url(), ", \"allow_private_addresses\": true"));
        open();
        assertThat(await(State.FAILED).lastError()).isPresent();
    }

    @Test
    void pausesGrow_andDiffer() {
        Random random = new Random(1);
        Backoff backoff = Backoff.DEFAULT;
        Duration total = Duration.ZERO;
        for (int made = 1; made < backoff.attempts(); made++) {
            Duration pause = backoff.after(made, random);
            assertThat(pause).isBetween(Duration.ofSeconds(4), Duration.ofMinutes(432));
            total = total.plus(pause);
        }
        assertThat(total).isBetween(Duration.ofHours(24), Duration.ofHours(40));
        assertThat(backoff.after(3, random)).isNotEqualTo(backoff.after(3, random));
    }
}
