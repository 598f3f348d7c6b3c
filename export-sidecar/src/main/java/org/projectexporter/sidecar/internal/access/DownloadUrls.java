package org.projectexporter.sidecar.internal.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.TokenScope;

/**
 * Signs download URLs, and checks them. A URL is good for one export, one volume (or the whole archive) and until one
 * moment, and as long as the token with which it was created is valid and may download.
 */
public final class DownloadUrls {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadUrls.class);
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,11}");

    private final UrlKey key;
    private final TokenTable tokens;
    private final Clock clock;

    /** URLs of a data folder. */
    public DownloadUrls(Path data, TokenTable tokens, Clock clock) {
        this.key = new UrlKey(data);
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * The query of a URL.
     *
     * @param expires seconds since 1970
     * @param by id of the token with which it was created
     * @param signature HMAC-SHA-256 in Base64 for URLs, without padding
     */
    public record Query(String expires, String by, String signature) {
        @Override
        public String toString() {
            return "expires=" + expires + "&by=" + by + "&signature=" + signature;
        }
    }

    /**
     * Signs the URL of a download.
     *
     * @param volume the volume's number as in the path; empty for the whole archive
     */
    public Query sign(Caller caller, String exportId, String volume, Instant expiresAt) throws IOException {
        String expires = Long.toString(expiresAt.getEpochSecond());
        byte[] signature = key.sign(signed(exportId, volume, expires, caller.id()));
        return new Query(
                expires, caller.id(), Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    /** Whom a URL authorizes to download, and only that; empty if it is not valid, or no longer. */
    public Optional<Caller> check(String exportId, String volume, Query query) {
        if (!SECONDS.matcher(query.expires()).matches()) {
            return Optional.empty();
        }
        Optional<byte[]> expected = expected(signed(exportId, volume, query.expires(), query.by()));
        if (expected.isEmpty() || !isEqual(expected.get(), query.signature())) {
            return Optional.empty();
        }
        Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(query.expires()));
        if (!clock.instant().isBefore(expiresAt)) {
            return Optional.empty();
        }
        return tokens.withId(query.by())
                .filter(caller -> caller.may(TokenScope.DOWNLOAD))
                .map(caller -> caller.only(TokenScope.DOWNLOAD));
    }

    /** In constant time; the texts are compared, since different texts can be the same bytes in Base64. */
    private static boolean isEqual(byte[] expected, String signature) {
        byte[] text = Base64.getUrlEncoder().withoutPadding().encode(expected);
        return MessageDigest.isEqual(text, signature.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<byte[]> expected(String text) {
        try {
            return key.mac(text);
        } catch (IOException e) {
            LOG.atError().addKeyValue("event", "url_key").log("no download URL is valid: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** None of the parts contains a line break, so that no two requests have the same text. */
    private static String signed(String exportId, String volume, String expires, String by) {
        return String.join("\n", "project-export download", exportId, volume, expires, by);
    }
}
