package org.projectexporter.sidecar.internal.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.projectexporter.sidecar.TokenScope;

/**
 * Tickets that open one stream of events each, for clients that cannot send headers; thread-safe. They exist in memory
 * only, by their digests.
 */
public final class Tickets {
    /** How long a ticket can be used: it is to be used at once. */
    public static final Duration LIFETIME = Duration.ofSeconds(30);

    private static final int MOST = 10_000;
    private static final int TICKET_BYTES = 32;

    private final TokenTable tokens;
    private final Clock clock;
    private final Map<String, Ticket> open = new HashMap<>();

    /** A ticket that was issued. */
    private record Ticket(Caller caller, String id, Instant expiresAt) {}

    /** No tickets yet. */
    public Tickets(TokenTable tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Issues a ticket for the events of an export or import; empty if too many are open. */
    public synchronized Optional<String> issue(Caller caller, String id) {
        Instant now = clock.instant();
        if (open.size() >= MOST) {
            open.values().removeIf(ticket -> !now.isBefore(ticket.expiresAt()));
        }
        if (open.size() >= MOST) {
            return Optional.empty();
        }
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(TokenFiles.random(TICKET_BYTES));
        open.put(TokenList.digest(text), new Ticket(caller, id, now.plus(LIFETIME)));
        return Optional.of(text);
    }

    /** Uses up a ticket. Returns whom it lets read the events of that export or import; empty if it is not valid. */
    public Optional<Caller> redeem(String text, String id) {
        Ticket ticket;
        synchronized (this) {
            ticket = open.remove(TokenList.digest(text));
        }
        if (ticket == null || !ticket.id().equals(id) || !clock.instant().isBefore(ticket.expiresAt())) {
            return Optional.empty();
        }
        return tokens.withId(ticket.caller().id())
                .filter(now -> now.may(TokenScope.READ))
                .map(now -> now.only(TokenScope.READ));
    }
}
