package org.projectexporter.sidecar.internal.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;

/**
 * The token that requests must carry; only its digest is stored, so that neither a dump nor the time of a comparison
 * reveals it.
 */
final class AccessToken {
    private static final String SCHEME = "bearer ";

    private final byte[] digest;

    AccessToken(String token) {
        digest = digest(token);
    }

    /**
     * Whether the request carries it, as in RFC 6750, section 2.1.
     *
     * @param authorizations values of the header Authorization
     */
    boolean isIn(List<String> authorizations) {
        if (authorizations.size() != 1) {
            return false;
        }
        String value = authorizations.get(0);
        return value.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                && MessageDigest.isEqual(
                        digest, digest(value.substring(SCHEME.length()).strip()));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
