package org.projectexporter.sidecar.internal.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;

/** What the body of a request may be: RFC 9110, sections 8.3, 8.4 and 15.5.16. */
final class MediaTypes {
    private static final String IDENTITY = "identity";

    private MediaTypes() {}

    /** Refuses a body that is encoded for the transfer, which would be stored as it is. */
    static void requireNoCoding(Context context) {
        String coding = context.header("Content-Encoding");
        if (coding != null && !coding.strip().toLowerCase(Locale.ROOT).equals(IDENTITY)) {
            throw new ProblemException(
                    415,
                    "unsupported_media_type",
                    "the body must not have a Content-Encoding",
                    null,
                    Map.of("Accept-Encoding", IDENTITY));
        }
    }

    /** Refuses a form: the archive is the body, not a part of it. */
    static void requireNoForm(@Nullable String contentType) {
        if (contentType != null && contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            throw unsupported("the body must be the archive itself, not a form that contains it: with curl, use"
                    + " --upload-file and -X POST instead of -F");
        }
    }

    static ProblemException unsupported(String detail) {
        return new ProblemException(415, "unsupported_media_type", detail, null);
    }
}
