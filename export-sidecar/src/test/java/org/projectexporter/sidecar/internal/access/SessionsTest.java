package org.projectexporter.sidecar.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.projectexporter.sidecar.TokenScope;
import org.projectexporter.sidecar.internal.access.Sessions.Opened;
import org.projectexporter.sidecar.internal.files.Sha256;

/** Sessions, codes and attempts at moments that a test cannot wait for. */
class SessionsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] SERVER_TOKEN = Sha256.of("token-of-the-test");

    @TempDir
    Path folder;

    private Path data;
    private TokenTable tokens;

    @BeforeEach
    void open() throws IOException {
        data = folder.resolve("data");
        TokenFiles.of(data, Clock.systemUTC());
        tokens = TokenTable.open(data, at(Duration.ZERO));
    }

    private static Clock at(Duration afterStart) {
        return Clock.fixed(START.plus(afterStart), ZoneOffset.UTC);
    }

    private Sessions sessions(Duration afterStart) {
        return new Sessions(data, SERVER_TOKEN, tokens, at(afterStart));
    }

    @Test
    void session_lastsForSevenDays() throws IOException {
        Opened opened = sessions(Duration.ZERO).open(Caller.SERVER);

        assertThat(sessions(Duration.ofDays(7).minusSeconds(1)).find(opened.secret()))
                .contains(opened.session());
        assertThat(sessions(Duration.ofDays(7)).find(opened.secret())).isEmpty();
        assertThat(sessions(Duration.ofDays(7)).isOpen(opened.session())).isFalse();
    }

    @Test
    void session_endsWithTheTimeOfItsToken() throws IOException {
        TokenFiles.of(data, at(Duration.ZERO))
                .create("guest", Set.of(TokenScope.READ), Set.of("*"), Optional.of(Duration.ofHours(1)));
        TokenEntry guest = TokenFiles.of(data, at(Duration.ZERO)).list().get(0);
        Opened opened = sessions(Duration.ZERO).open(guest.caller());

        assertThat(sessions(Duration.ZERO).find(opened.secret())).isPresent();
        tokens = TokenTable.open(data, at(Duration.ofHours(1)));
        assertThat(sessions(Duration.ofHours(1)).find(opened.secret())).isEmpty();
    }

    /** The holder of one token must not end the sessions of others by logging in again and again. */
    @Test
    void beyondTheMostOfAToken_itsOldestEnds() throws IOException {
        TokenFiles.of(data, at(Duration.ZERO)).create("guest", Set.of(TokenScope.READ), Set.of("*"), Optional.empty());
        TokenEntry guest = TokenFiles.of(data, at(Duration.ZERO)).list().get(0);
        Sessions sessions = sessions(Duration.ZERO);
        Opened operator = sessions.open(Caller.SERVER);
        Opened first = sessions.open(guest.caller());
        Opened second = sessions.open(guest.caller());
        for (int i = 0; i < Sessions.MOST_PER_TOKEN - 1; i++) {
            sessions.open(guest.caller());
        }

        assertThat(sessions.find(first.secret())).isEmpty();
        assertThat(sessions.find(second.secret())).isPresent();
        assertThat(sessions.find(operator.secret())).isPresent();
        assertThat(sessions(Duration.ZERO).find(operator.secret())).as("stored").isPresent();
    }

    @Test
    void code_isGoodForTenMinutes() {
        AtomicLong seconds = new AtomicLong();
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return START.plusSeconds(seconds.get());
            }
        };
        LoginCode login = new LoginCode(clock);
        String late = login.issue();
        seconds.set(600);
        assertThat(login.redeem(late)).isFalse();
        String inTime = login.issue();
        seconds.set(1199);
        assertThat(login.redeem(inTime + "x")).isFalse();
        assertThat(login.redeem(inTime)).isTrue();
        assertThat(login.redeem(inTime)).isFalse();
    }

    @Test
    void failures_countForAMinute_andForTheirAddress() {
        AtomicLong nanos = new AtomicLong(-5);
        LoginAttempts attempts = new LoginAttempts(nanos::get);
        for (int i = 0; i < LoginAttempts.MOST; i++) {
            assertThat(attempts.delay("a")).isZero();
            attempts.failed("a");
        }
        assertThat(attempts.delay("a")).isEqualTo(Duration.ofMinutes(1));
        assertThat(attempts.delay("b")).isZero();
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(attempts.delay("a")).isEqualTo(Duration.ofSeconds(1));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(attempts.delay("a")).isZero();
        attempts.failed("a");
        assertThat(attempts.delay("a")).as("counting starts over").isZero();
    }

    @Test
    void addresses_cannotFillTheMemory() {
        LoginAttempts attempts = new LoginAttempts(() -> 0);
        for (int i = 0; i < 25_000; i++) {
            attempts.failed("address " + i);
        }
        assertThat(attempts.addresses()).isLessThanOrEqualTo(10_000);
    }
}
