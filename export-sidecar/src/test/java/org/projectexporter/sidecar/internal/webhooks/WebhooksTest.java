package org.projectexporter.sidecar.internal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.projectexporter.sidecar.internal.webhooks.Delivery.State;

/** Deliveries to a receiver over real HTTP. */
class WebhooksTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(100), Duration.ofMillis(400), 3);

    @TempDir
    Path folder;

    private FakeReceiver receiver;
    private Webhooks webhooks;
    private Path file;
    private Path data;

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

    private void write(String json) throws IOException {
        Files.writeString(file, json);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String target(String name, String url, String more) {
        return "{\"name\": \"" + name + "\", \"url\": \"" + url + "\", \"secrets\": [\"" + SECRET + "\"]" + more + "}";
    }

    private void targets(String... targets) throws IOException {
        write("{\"targets\": [" + String.join(",", targets) + "]}");
    }

    private String local(String more) {
        return target("backend", receiver.url(), ", \"allow_private_addresses\": true" + more);
    }

    private Webhooks open() throws IOException {
        return open(host -> List.of(InetAddress.getAllByName(host)));
    }

    private Webhooks open(WebhookSender.Lookup lookup) throws IOException {
        if (webhooks != null) {
            webhooks.close();
        }
        webhooks = Webhooks.open(
                Optional.of(file), data, new Webhooks.Sending(lookup, QUICK, Clock.systemUTC()), id -> true);
        return webhooks;
    }

    private static WebhookEvent event(int number, String project) {
        return new WebhookEvent(
                WebhookEvent.EXPORT_COMPLETED,
                "id",
                number,
                project,
                Instant.now(),
                JsonNodeFactory.instance.objectNode().put("project_id", project));
    }

    private Delivery await(State state) throws InterruptedException {
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
    private static String signature(FakeReceiver.Message message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        String signed = message.header("webhook-id") + "." + message.header("webhook-timestamp") + "." + message.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void message_isSigned_andCanBeRecognized() throws Exception {
        targets(local(""));
        open().publish(event(1, "film"));
        FakeReceiver.Message message = receiver.next();
        assertThat(message.header("webhook-signature")).isEqualTo(signature(message));
        assertThat(message.header("webhook-id")).matches("msg_[0-9a-f]{32}");
        assertThat(Long.parseLong(message.header("webhook-timestamp")))
                .isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(60L));
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
                .extracting(name -> name.toLowerCase(java.util.Locale.ROOT))
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
    void targetThatIsGone_getsNothingMoreOfIt() throws Exception {
        targets(local(""));
        receiver.answering = FakeReceiver.status(410);
        open().publish(event(1, "film"));
        assertThat(await(State.FAILED).attempts()).isEqualTo(1);
    }

    @Test
    void redirect_isNotFollowed() throws Exception {
        try (FakeReceiver inner = new FakeReceiver()) {
            targets(local(""));
            receiver.answering = FakeReceiver.status(307, "Location", inner.url());
            open().publish(event(1, "film"));
            assertThat(await(State.FAILED).lastError()).contains("it answered with 307");
            assertThat(inner.messages).isEmpty();
        }
    }

    @Test
    void credentialsAndCookies_areNotSent() throws Exception {
        targets(local(""));
        receiver.answering = FakeReceiver.status(401, "WWW-Authenticate", "Basic realm=x", "Set-Cookie", "a=b");
        open().publish(event(1, "film"));
        await(State.FAILED);
        assertThat(receiver.messages)
                .hasSize(QUICK.attempts())
                .allMatch(message -> message.header("Cookie").isEmpty()
                        && message.header("Authorization").isEmpty());
    }

    @Test
    void endlessResponse_isNotReadToItsEnd() throws Exception {
        targets(local(""));
        receiver.answering = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[100_000];
            for (int i = 0; i < 20_000; i++) { // 2 GB, unless the connection is closed
                exchange.getResponseBody().write(much);
            }
        };
        long start = System.nanoTime();
        open().publish(event(1, "film"));
        await(State.DELIVERED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "169.254.169.254",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:a9fe:a9fe",
                "::7f00:1",
                "fe80::1",
                "fd00::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:7f00:1::",
                "0.0.0.0",
                "::"
            })
    void nameThatResolvesToAPrivateAddress_isNotConnectedTo(String address) throws Exception {
        targets(target("outside", "https://rebound.example:" + receiver.port() + "/hook", ""));
        open(host -> List.of(InetAddress.getByName(address))).publish(event(1, "film"));
        assertThat(await(State.FAILED).lastError().orElse("")).contains("has no public address");
        assertThat(receiver.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"})
    void privateAddressInTheUrl_isNotConnectedTo(String host) throws Exception {
        targets(target("inside", "https://" + host + ":" + receiver.port() + "/", ""));
        try {
            open().publish(event(1, "film"));
        } catch (IllegalArgumentException e) {
            return; // not a host of a URL at all
        }
        assertThat(await(State.FAILED).lastError().orElse(""))
                .containsAnyOf("has no public address", "resolve", "Unknown", "not known", host);
        assertThat(receiver.messages).isEmpty();
    }

    /** The second answer of a name server is not asked for: what was checked is what is connected to. */
    @Test
    void nameThatChangesItsAddress_isResolvedOncePerConnection() throws Exception {
        targets(target("rebinding", "https://rebound.example:" + receiver.port() + "/hook", ""));
        int[] lookups = {0};
        open(host -> {
                    lookups[0]++;
                    return List.of(InetAddress.getByName(lookups[0] % 2 == 1 ? "10.0.0.1" : "127.0.0.1"));
                })
                .publish(event(1, "film"));
        Delivery failed = await(State.FAILED);
        assertThat(lookups[0]).isEqualTo(failed.attempts());
        assertThat(receiver.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450::1"})
    void publicAddresses_areRecognized(String address) throws Exception {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100.64.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.0.0.8", "198.19.0.1", "224.0.0.1",
                "255.255.255.255", "240.0.0.1", "203.0.113.1", "2001:db8::1", "ff02::1", "fec0::1", "3fff::1"
            })
    void otherAddresses_areNot(String address) throws Exception {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isFalse();
    }

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

    @Test
    void pausesGrow_andDiffer() {
        java.util.Random random = new java.util.Random(1);
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
