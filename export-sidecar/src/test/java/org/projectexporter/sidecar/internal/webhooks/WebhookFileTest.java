package org.projectexporter.sidecar.internal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.projectexporter.sidecar.internal.webhooks.Delivery.State;

/** The operator's file: what is refused, and what changes of it do. */
class WebhookFileTest extends ReceiverTest {
    private static final WebhookSender.Lookup ANY = host -> List.of(InetAddress.getAllByName(host));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"targets\": [], \"x\": 1}",
                "{\"targets\": [{\"name\": \"a\"}]}",
                "{\"targets\": [{\"name\": \"a\", \"url\": \"https://x.example\", \"secrets\": [\"whsec_AAAA\"]}]}",
                "{\"targets\": [{\"name\": \"a\", \"url\": \"https://x.example\", \"secrets\": []}]}",
                "{\"targets\": [{\"name\": \"a b\", \"url\": \"https://x.example\", \"secrets\": [SECRET]}]}",
                "{\"targets\": [{\"name\": \"a\", \"url\": \"http://x.example\", \"secrets\": [SECRET]}]}",
                "{\"targets\": [{\"name\": \"a\", \"url\": \"file:///etc/passwd\", \"secrets\": [SECRET]}]}",
                "{\"targets\": [{\"name\": \"a\", \"url\": \"https://u:p@x.example\", \"secrets\": [SECRET]}]}",
                "{\"targets\": [{\"name\": \"a\", \"url\": \"https://x.example\", \"secrets\": [SECRET], \"event\": []}]}",
                "{\"targets\": [{\"name\": \"a\", \"url\": \"https://x.example\", \"secrets\": [SECRET],"
                        + " \"events\": [\"export.started\"]}]}"
            })
    void invalidFile_isRefused_withoutItsSecrets(String json) throws Exception {
        write(json.replace("SECRET", "\"" + SECRET + "\""));
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(SECRET.substring(6));
    }

    @Test
    void fileThatOthersCanRead_isRefused() throws Exception {
        targets(local(""));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("chmod 600");
    }

    /** As an operator does it: another file gets the name. */
    private void replace(String... targets) throws IOException {
        Path current = file;
        file = folder.resolve("webhooks.new");
        targets(targets);
        Files.move(file, current, StandardCopyOption.ATOMIC_MOVE);
        file = current;
    }

    @Test
    void newTarget_getsWhatHappensFromThenOn() throws Exception {
        targets(local(""));
        open().publish(event(1, "film"));
        receiver.next();
        try (FakeReceiver second = new FakeReceiver()) {
            replace(local(""), target("second", second.url(), ", \"allow_private_addresses\": true"));

            webhooks.publish(event(2, "film"));

            assertThat(second.next().body()).contains("film");
            receiver.next();
            assertThat(second.messages).as("what happened before is not for it").isEmpty();
        }
    }

    @Test
    void changedTarget_getsWhatIsStillToBeSent_withoutAnotherEvent() throws Exception {
        targets(local(""));
        receiver.answering = FakeReceiver.status(503);
        open(ANY, SLOW).publish(event(1, "film"));
        FakeReceiver.Message refused = receiver.next();
        try (FakeReceiver moved = new FakeReceiver()) {
            replace(target("backend", moved.url(), ", \"allow_private_addresses\": true"));

            assertThat(moved.next().header("webhook-id")).isEqualTo(refused.header("webhook-id"));
            assertThat(await(State.DELIVERED).lastError()).isEmpty();
        }
    }

    @Test
    void targetThatIsRemoved_getsNothingMore_andWhatIsStillToBeSentHasFailed() throws Exception {
        targets(local(""));
        receiver.answering = FakeReceiver.status(503);
        open(ANY, SLOW).publish(event(1, "film"));
        receiver.next();

        replace(target("another", receiver.url(), ", \"allow_private_addresses\": true, \"projects\": [\"other\"]"));

        Delivery failed = await(State.FAILED);
        assertThat(failed.lastError().orElseThrow()).contains("no longer configured");
        assertThat(webhooks.resend(failed.id())).as("it has no target").isEmpty();
        receiver.messages.clear();
        webhooks.publish(event(2, "film"));
        assertThat(receiver.messages.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void newVersionThatCannotBeUsed_leavesThePreviousTargets_andIsReported() throws Exception {
        targets(local(""));
        open();
        write("{}");
        webhooks.publish(event(1, "film"));
        receiver.next();
        assertThat(webhooks.isBroken()).isTrue();

        Files.delete(file);
        webhooks.publish(event(2, "film"));
        receiver.next();
        assertThat(webhooks.isBroken()).isTrue();
        for (int left = 500; left > 0 && webhooks.count(State.DELIVERED) < 2; left--) {
            Thread.sleep(20);
        }

        targets(local(", \"projects\": [\"other\"]"));
        webhooks.publish(event(3, "film"));
        assertThat(receiver.messages.poll(300, TimeUnit.MILLISECONDS)).isNull();
        assertThat(webhooks.isBroken()).isFalse();
    }
}
