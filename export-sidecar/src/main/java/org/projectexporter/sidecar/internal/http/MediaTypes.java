package org.projectexporter.sidecar.internal.http;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the body of a request may be: RFC 9110, sections 8.3, 8.4 and 15.5.16. */
final class MediaTypes {
    private static final String IDENTITY = "identity";

    /** The registered types of our formats, and what else clients send for them. */
    private static final List<String> ARCHIVES = List.of(
            "application/octet-stream",
            "application/zip",
            "application/x-zip-compressed",
            "application/x-tar",
            "application/gzip",
            "application/x-gzip",
            "application/zstd");

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

    /**
     * Refuses what is not an archive, before any of it is read. A body without a type may be one (RFC 9110, section
     * 8.3).
     */
    static void requireArchive(@Nullable String contentType) {
        String type = contentType == null
                ? "application/octet-stream"
                : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/")) {
            throw unsupported("the body must be the archive itself, not a form that contains it: with curl, use"
                    + " --upload-file and -X POST instead of -F");
        }
        if (!ARCHIVES.contains(type)) {
            throw unsupported("the body must be an archive: one of " + String.join(", ", ARCHIVES) + ", not " + type);
        }
    }

    static ProblemException unsupported(String detail) {
        return new ProblemException(415, "unsupported_media_type", detail, null);
    }
}
