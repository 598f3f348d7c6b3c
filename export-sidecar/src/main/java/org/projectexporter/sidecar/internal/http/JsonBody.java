package org.projectexporter.sidecar.internal.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The body of a request that is JSON. */
final class JsonBody {
    static final int MOST_BYTES = 64 * 1024;

    private static final String MEDIA_TYPE = "application/json";

    private JsonBody() {}

    /** The text; empty if there is no body. */
    static String read(Context context) throws IOException {
        MediaTypes.requireNoCoding(context);
        if (context.req().getContentLengthLong() > MOST_BYTES) {
            throw tooLarge();
        }
        byte[] bytes = context.req().getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw tooLarge();
        }
        if (bytes.length > 0 && !isJson(context.contentType())) {
            throw MediaTypes.unsupported("the body must be " + MEDIA_TYPE);
        }
        return text(bytes);
    }

    /** Whether a header Content-Type names JSON, with or without parameters. */
    static boolean isJson(@Nullable String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(MEDIA_TYPE);
    }

    static ProblemException tooLarge() {
        return new ProblemException(413, "too_large", "the body has more than " + MOST_BYTES + " bytes", null);
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(400, "invalid_request", "the body is not valid UTF-8", null);
        }
    }
}
