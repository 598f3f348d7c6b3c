package org.projectexporter.sidecar.internal.http;

import io.javalin.http.Context;

import java.util.Optional;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.internal.access.Caller;

/** The header {@code Idempotency-Key}, with which it is safe to send a request again. */
final class IdempotencyKey {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEYS = Pattern.compile("[!-~]{1,200}");

    private IdempotencyKey() {}

    /** That of a request; empty if it has none. */
    static Optional<String> of(Context context) {
        String key = context.header(HEADER);
        if (key != null && !KEYS.matcher(key).matches()) {
            throw new ProblemException(
                    400, "invalid_request", HEADER + " must be 1 to 200 visible ASCII characters", HEADER);
        }
        return Optional.ofNullable(key).map(given -> ofCaller(given, Authentication.of(context.req())));
    }

    /** Keys of different tokens are different, or one could learn from a key what others have done. */
    private static String ofCaller(String key, Caller caller) {
        return caller.equals(Caller.SERVER) ? key : caller.name() + " " + key;
    }
}
