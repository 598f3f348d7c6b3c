package org.projectexporter.sidecar.internal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

import org.projectexporter.sidecar.internal.webhooks.Delivery.State;

/** Where messages are sent, and that nothing else is reached or revealed. */
class WebhookAddressesTest extends ReceiverTest {
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
}
