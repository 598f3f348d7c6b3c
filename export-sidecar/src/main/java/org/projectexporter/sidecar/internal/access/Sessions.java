package org.projectexporter.sidecar.internal.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.projectexporter.sidecar.internal.files.PrivateFile;
import org.projectexporter.sidecar.internal.files.SealedJson;
import org.projectexporter.sidecar.internal.files.Sha256;

/**
 * The logins of browsers; thread-safe. A session is known by 256 random bits, of which only the digest is stored, so
 * that it survives the process and the file opens none. It is as good as its token: it ends with that, on logout, or
 * after {@link #LIFETIME}.
 */
public final class Sessions {
    /** How long a session lasts at most, however much it is used. */
    public static final Duration LIFETIME = Duration.ofDays(7);

    /** Of one token; a further login ends its oldest. */
    static final int MOST_PER_TOKEN = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final SealedJson FILE = new SealedJson("project-export sessions", 1);
    private static final String NAME = "sessions.json";
    private static final int MOST_BYTES = 4 << 20;
    private static final int SECRET_BYTES = 32;

    private final PrivateFile file;
    private final byte[] serverToken;
    private final TokenTable tokens;
    private final Clock clock;

    /** By digest, oldest first. */
    private Map<String, Entry> open = new LinkedHashMap<>();

    /**
     * A session that is valid now.
     *
     * @param id its digest; not a secret
     * @param caller the holder of its token
     * @param csrfToken what a request of its page must repeat to change anything
     */
    public record Session(String id, Caller caller, String csrfToken, Instant expiresAt) {}

    /** A session that was opened, and the secret that only its browser knows. */
    public record Opened(String secret, Session session) {}

    /**
     * As it is stored.
     *
     * @param tokenId the id of its token, which is never used again
     * @param binding to the server's own token, whose id is always the same; empty for others
     */
    private record Entry(String tokenId, String binding, Instant expiresAt) {}

    /**
     * The sessions of a data folder.
     *
     * @param serverToken the digest of the server's own token
     */
    public Sessions(Path data, byte[] serverToken, TokenTable tokens, Clock clock) {
        this.file = new PrivateFile(data.resolve(NAME), MOST_BYTES);
        this.serverToken = serverToken.clone();
        this.tokens = tokens;
        this.clock = clock;
        load();
    }

    /** A file that cannot be trusted or read opens nothing: its browsers log in again. */
    private void load() {
        try {
            if (file.version().isPresent()) {
                open = decode(FILE.decode(file.read()));
            }
        } catch (IOException | RuntimeException e) {
            LOG.atError()
                    .addKeyValue("event", "sessions")
                    .log("the file with the sessions is not used, browsers must log in again: {}", e.getMessage());
        }
    }

    /** Opens one; durable when this returns. */
    public synchronized Opened open(Caller caller) throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(TokenFiles.random(SECRET_BYTES));
        Map<String, Entry> next = new LinkedHashMap<>(open);
        next.values().removeIf(entry -> !now.isBefore(entry.expiresAt()) || isRevoked(entry));
        makeRoom(next, caller.id());
        String id = TokenList.digest(secret);
        next.put(id, new Entry(caller.id(), binding(secret, caller.id()), now.plus(LIFETIME)));
        keep(next);
        return new Opened(secret, session(id, secret, caller, now.plus(LIFETIME)));
    }

    private boolean isRevoked(Entry entry) {
        return tokens.withId(entry.tokenId()).isEmpty();
    }

    private static void makeRoom(Map<String, Entry> sessions, String tokenId) {
        List<String> ofToken = sessions.entrySet().stream()
                .filter(entry -> entry.getValue().tokenId().equals(tokenId))
                .map(Map.Entry::getKey)
                .toList();
        ofToken.subList(0, Math.max(0, ofToken.size() - MOST_PER_TOKEN + 1)).forEach(sessions::remove);
    }

    /** The session of a browser that presents this secret; empty if there is none, or no longer. */
    public Optional<Session> find(String secret) {
        String id = TokenList.digest(secret);
        Entry entry;
        synchronized (this) {
            entry = open.get(id);
        }
        if (entry == null
                || !clock.instant().isBefore(entry.expiresAt())
                || !isEqual(entry.binding(), binding(secret, entry.tokenId()))) {
            return Optional.empty();
        }
        return tokens.withId(entry.tokenId()).map(caller -> session(id, secret, caller, entry.expiresAt()));
    }

    /** Whether a session of earlier has neither ended nor expired; its token is not considered. */
    public synchronized boolean isOpen(Session session) {
        return open.containsKey(session.id()) && clock.instant().isBefore(session.expiresAt());
    }

    /** Ends one for good; durable when this returns. */
    public synchronized void close(Session session) throws IOException {
        Map<String, Entry> next = new LinkedHashMap<>(open);
        next.remove(session.id());
        keep(next);
    }

    /** In constant time. */
    public static boolean isEqual(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static Session session(String id, String secret, Caller caller, Instant expiresAt) {
        byte[] csrf = Sha256.of("project-export csrf\n" + secret);
        return new Session(id, caller, Base64.getUrlEncoder().withoutPadding().encodeToString(csrf), expiresAt);
    }

    /** A session of the server's own token ends when the server is started with another one. */
    private String binding(String secret, String tokenId) {
        return tokenId.equals(Caller.SERVER.id())
                ? TokenList.digest(secret + "\n" + HexFormat.of().formatHex(serverToken))
                : "";
    }

    private void keep(Map<String, Entry> next) throws IOException {
        file.write(encode(next));
        open = next;
    }

    private static byte[] encode(Map<String, Entry> sessions) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("sessions");
        sessions.forEach((id, entry) -> list.addObject()
                .put("sha256", id)
                .put("token_id", entry.tokenId())
                .put("binding", entry.binding())
                .put("expires_at", entry.expiresAt().toString()));
        return FILE.encode(json);
    }

    private static Map<String, Entry> decode(JsonNode json) {
        Map<String, Entry> sessions = new LinkedHashMap<>();
        for (JsonNode item : json.required("sessions")) {
            sessions.put(
                    item.required("sha256").textValue(),
                    new Entry(
                            item.required("token_id").textValue(),
                            item.required("binding").textValue(),
                            Instant.parse(item.required("expires_at").textValue())));
        }
        return sessions;
    }
}
