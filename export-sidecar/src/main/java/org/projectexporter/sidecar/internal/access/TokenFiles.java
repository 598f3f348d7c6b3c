package org.projectexporter.sidecar.internal.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.sidecar.TokenScope;
import org.projectexporter.sidecar.internal.files.PrivateFile;
import org.projectexporter.sidecar.internal.jobs.DataFolder;

/** Changes the tokens and the URL key of a data folder, whether a sidecar uses it or not; one change at a time. */
public final class TokenFiles {
    static final String TOKENS = "tokens.json";
    static final String URL_KEY = "url-key";
    static final int MOST_BYTES = 4 << 20;

    private static final String PREFIX = "pxt_";
    private static final int TOKEN_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final Path folder;
    private final PrivateFile file;
    private final Clock clock;

    /** One change of the list. */
    private interface Change {
        TokenList apply(TokenList before);
    }

    private TokenFiles(Path folder, Clock clock) {
        this.folder = folder;
        this.file = new PrivateFile(folder.resolve(TOKENS), MOST_BYTES);
        this.clock = clock;
    }

    /** The files of a data folder, which is created if it does not exist. */
    public static TokenFiles of(Path data, Clock clock) throws IOException {
        return new TokenFiles(DataFolder.make(data).folder(), clock);
    }

    /** Creates a token, and returns it. */
    public String create(String name, Set<TokenScope> scopes, Set<String> projects, Optional<Duration> lifetime)
            throws IOException {
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random(TOKEN_BYTES));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        TokenEntry entry = new TokenEntry(
                HexFormat.of().formatHex(random(ID_BYTES)),
                name,
                TokenList.digest(token),
                scopes,
                projects,
                now,
                lifetime.map(now::plus));
        change(before -> before.with(entry));
        return token;
    }

    /** All tokens, in the order of their creation. */
    public List<TokenEntry> list() throws IOException {
        return read().entries();
    }

    /** Removes a token; false if there is none of that name. */
    public boolean revoke(String name) throws IOException {
        boolean[] found = {false};
        change(before -> {
            TokenList after = before.without(name);
            found[0] = after.entries().size() < before.entries().size();
            return after;
        });
        return found[0];
    }

    /** Replaces the key that signs download URLs. */
    public void replaceUrlKey() throws IOException {
        UrlKey.create(folder);
    }

    private TokenList read() throws IOException {
        if (file.version().isEmpty()) {
            return TokenList.EMPTY;
        }
        try {
            return TokenList.decode(file.read());
        } catch (PrivateFile.UnsafeException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    TOKENS + " in the data folder is damaged (" + e.getMessage()
                            + "); remove it, which revokes all of its tokens, and create them again",
                    e);
        }
    }

    private void change(Change change) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        folder.resolve(TOKENS + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("the lock of the tokens is lost");
            }
            TokenList before = read();
            TokenList after = change.apply(before);
            if (!after.equals(before)) {
                file.write(after.encode());
            }
        }
    }

    static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
