package org.projectexporter.sidecar.internal.access;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.projectexporter.sidecar.internal.files.PrivateFile;
import org.projectexporter.sidecar.internal.files.PrivateFile.Version;

/**
 * The valid tokens of a running sidecar; thread-safe. It looks at the file at each request, so that a token that was
 * revoked is refused at once. A version that is damaged, or that others may have written, is not used: the tokens of
 * the previous one remain, since a broken file must neither admit nor lock out anyone. A removed file has no tokens.
 */
public final class TokenTable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenTable.class);
    private static final long RECHECK_NANOS = Duration.ofMillis(500).toNanos();

    private final PrivateFile file;
    private final Clock clock;
    private volatile TokenList list = TokenList.EMPTY;
    private volatile boolean broken;
    private @Nullable Version read;
    private boolean logged;
    private volatile long checkedAt;

    private TokenTable(PrivateFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * The tokens of a data folder.
     *
     * @throws IOException if there is a file with tokens that cannot be used: a server that starts has no previous
     *     version to rely on
     */
    public static TokenTable open(Path data, Clock clock) throws IOException {
        Path path = data.resolve(TokenFiles.TOKENS);
        TokenTable table = new TokenTable(new PrivateFile(path, TokenFiles.MOST_BYTES), clock);
        try {
            table.load();
        } catch (IOException e) {
            throw new IOException(
                    path + " cannot be used: " + e.getMessage() + "; remove it, which revokes all of its tokens", e);
        }
        return table;
    }

    /** The holder of a valid token. */
    public Optional<Caller> find(String token) {
        refresh();
        return list.find(token, clock.instant()).map(TokenEntry::caller);
    }

    /** The holder of the valid token with that id. */
    Optional<Caller> withId(String id) {
        refresh();
        return current(id);
    }

    private Optional<Caller> current(String id) {
        if (id.equals(Caller.SERVER.id())) {
            return Optional.of(Caller.SERVER);
        }
        return list.withId(id).filter(entry -> entry.isValidAt(clock.instant())).map(TokenEntry::caller);
    }

    /** Whether a caller of earlier still may do the same. The file is looked at twice a second at most. */
    public boolean isStillValid(Caller caller) {
        if (System.nanoTime() - checkedAt > RECHECK_NANOS) {
            refresh();
        }
        return current(caller.id()).map(now -> now.includes(caller)).orElse(false);
    }

    /** Whether the current version of the file cannot be used. */
    public boolean isBroken() {
        return broken;
    }

    private synchronized void refresh() {
        checkedAt = System.nanoTime();
        try {
            load();
            if (broken) {
                LOG.atInfo().addKeyValue("event", "tokens").log("the file with the tokens is in order again");
            }
            broken = false;
            logged = false;
        } catch (IOException e) {
            broken = true;
            if (!logged) {
                logged = true;
                LOG.atError()
                        .addKeyValue("event", "tokens")
                        .log("the file with the tokens is not used, the previous tokens remain: {}", e.getMessage());
            }
        }
    }

    private synchronized void load() throws IOException {
        Version now = file.version().orElse(null);
        if (now == null) {
            list = TokenList.EMPTY;
        } else if (!now.equals(read)) {
            list = TokenList.decode(file.read());
        }
        read = now;
    }
}
