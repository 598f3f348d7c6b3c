package org.projectexporter.sidecar;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.sidecar.internal.access.TokenFiles;

/**
 * The tokens of a data folder, in addition to the one with which a sidecar starts. A sidecar that uses the folder
 * follows each change without a restart.
 *
 * <pre>{@code
 * SidecarTokens tokens = SidecarTokens.of(Path.of("data"));
 * Set<TokenScope> scopes = Set.of(TokenScope.READ, TokenScope.DOWNLOAD);
 * String token = tokens.create("editor", scopes, Set.of("film"), Optional.empty());
 * tokens.revoke("editor");
 * }</pre>
 */
public final class SidecarTokens {
    private final TokenFiles files;

    private SidecarTokens(TokenFiles files) {
        this.files = files;
    }

    /**
     * {@return the tokens of a data folder, which is created if it does not exist}
     *
     * @param data that of {@link SidecarOptions#data}, whether a sidecar uses it now or not
     * @throws IOException if it belongs to another user, or others can write to it
     */
    public static SidecarTokens of(Path data) throws IOException {
        return new SidecarTokens(TokenFiles.of(data, Clock.systemUTC()));
    }

    /**
     * Creates a token. Only its digest is stored, so it cannot be read again.
     *
     * @param name 1 to 64 letters, digits, dots, underscores and hyphens
     * @param scopes what it may do; one or more
     * @param projects ids of the projects that exist for it, or {@link SidecarToken#ALL_PROJECTS}
     * @param lifetime how long it is valid; empty for ever
     * @return the token: {@code pxt_} and 256 random bits
     * @throws IllegalArgumentException if an argument is invalid, or there is a token of that name
     * @throws IOException if the file with the tokens cannot be read or replaced
     */
    public String create(String name, Set<TokenScope> scopes, Set<String> projects, Optional<Duration> lifetime)
            throws IOException {
        return files.create(name, scopes, projects, lifetime);
    }

    /**
     * {@return all tokens, in the order of their creation, including expired ones; empty before the first one}
     *
     * @throws IOException if the file with the tokens is damaged, cannot be read, or may be from another user
     */
    public List<SidecarToken> list() throws IOException {
        return files.list().stream().map(SidecarToken::new).toList();
    }

    /**
     * Removes a token; requests with it, and download URLs that were created with it, are refused from then on.
     *
     * @param name as it was created with
     * @return false if there is no token of that name
     * @throws IOException if the file with the tokens cannot be read or replaced
     */
    public boolean revoke(String name) throws IOException {
        return files.revoke(name);
    }

    /**
     * Replaces the key that signs download URLs: all URLs created so far become invalid.
     *
     * @throws IOException if the new key cannot be stored
     */
    public void replaceUrlKey() throws IOException {
        files.replaceUrlKey();
    }
}
