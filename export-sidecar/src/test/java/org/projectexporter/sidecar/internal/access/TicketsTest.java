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
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.sidecar.TokenScope;

/** Tickets and URLs at moments that a test cannot wait for. */
class TicketsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path data;
    private TokenTable tokens;

    @BeforeEach
    void open() throws IOException {
        data = folder.resolve("data");
        TokenFiles.of(data, Clock.systemUTC());
        tokens = TokenTable.open(data, Clock.systemUTC());
    }

    private static Clock at(Duration afterStart) {
        return Clock.fixed(START.plus(afterStart), ZoneOffset.UTC);
    }

    /** A clock whose time a test sets. */
    private static final class SetClock extends Clock {
        private Instant now = START;

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
            return now;
        }
    }

    @Test
    void ticket_isValidFor30Seconds() {
        SetClock clock = new SetClock();
        Tickets tickets = new Tickets(tokens, clock);
        String first = tickets.issue(Caller.SERVER, "id").orElseThrow();
        String second = tickets.issue(Caller.SERVER, "id").orElseThrow();
        clock.now = START.plusSeconds(29);
        assertThat(tickets.redeem(first, "id").orElseThrow().scopes()).containsExactly(TokenScope.READ);
        clock.now = START.plusSeconds(30);
        assertThat(tickets.redeem(second, "id")).isEmpty();
    }

    @Test
    void tickets_areLimited_andRoomReturnsWhenTheyExpire() {
        SetClock clock = new SetClock();
        Tickets tickets = new Tickets(tokens, clock);
        int issued = 0;
        while (tickets.issue(Caller.SERVER, "id").isPresent()) {
            issued++;
        }
        assertThat(issued).isEqualTo(10_000);
        clock.now = START.plus(Tickets.LIFETIME);
        assertThat(tickets.issue(Caller.SERVER, "id")).isPresent();
    }

    @Test
    void ticketOfATokenThatMayNoLongerRead_isNotValid() throws IOException {
        TokenFiles files = TokenFiles.of(data, Clock.systemUTC());
        String token = files.create("page", EnumSet.of(TokenScope.READ), Set.of("film"), Optional.empty());
        Tickets tickets = new Tickets(tokens, Clock.systemUTC());
        Caller caller = tokens.find(token).orElseThrow();
        String ticket = tickets.issue(caller, "id").orElseThrow();
        files.revoke("page");
        files.create("page", EnumSet.of(TokenScope.START), Set.of("*"), Optional.empty());
        assertThat(tickets.redeem(ticket, "id")).isEmpty();
        assertThat(tokens.find(token)).isEmpty();
    }

    @Test
    void signature_dependsOnEachPart() throws IOException {
        DownloadUrls urls = new DownloadUrls(data, tokens, at(Duration.ZERO));
        DownloadUrls.Query signed = urls.sign(Caller.SERVER, "export", "12", START.plusSeconds(60));
        assertThat(urls.check("export", "12", signed)).isPresent();
        assertThat(urls.check("export", "1", signed)).isEmpty();
        assertThat(urls.check("export\n1", "2", signed)).isEmpty();
        assertThat(urls.check("export", "", signed)).isEmpty();
        assertThat(new DownloadUrls(data, tokens, at(Duration.ofSeconds(59))).check("export", "12", signed))
                .isPresent();
        assertThat(new DownloadUrls(data, tokens, at(Duration.ofSeconds(60))).check("export", "12", signed))
                .isEmpty();
    }
}
