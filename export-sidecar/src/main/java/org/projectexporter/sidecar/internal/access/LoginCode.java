package org.projectexporter.sidecar.internal.access;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * The code of a link that logs the operator's browser in, once; thread-safe. There is one at a time, in memory only, by
 * its digest.
 */
public final class LoginCode {
    /** How long a code can be used. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final int CODE_BYTES = 32;

    private final Clock clock;
    private @Nullable String digest;
    private Instant expiresAt = Instant.EPOCH;

    /** No code yet. */
    public LoginCode(Clock clock) {
        this.clock = clock;
    }

    /** Issues a code, and invalidates the previous one. */
    public synchronized String issue() {
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(TokenFiles.random(CODE_BYTES));
        digest = TokenList.digest(code);
        expiresAt = clock.instant().plus(LIFETIME);
        return code;
    }

    /** Uses the code up; false if it is another one, or no longer valid. */
    public synchronized boolean redeem(String code) {
        if (digest == null
                || !Sessions.isEqual(digest, TokenList.digest(code))
                || !clock.instant().isBefore(expiresAt)) {
            return false;
        }
        digest = null;
        return true;
    }
}
