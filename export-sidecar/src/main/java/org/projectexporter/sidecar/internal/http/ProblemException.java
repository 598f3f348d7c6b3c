package org.projectexporter.sidecar.internal.http;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Ends a request with a problem as in RFC 9457. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final @Nullable String field;
    private final transient Map<String, String> headers;

    /**
     * A problem.
     *
     * @param status the HTTP status
     * @param code a machine-readable code, for example {@code unknown_export}; the problem's type is {@code
     *     urn:project-export:problem:CODE}
     * @param detail one human-readable line, without a path of this machine
     * @param field name of the invalid field of the request; null if none
     */
    ProblemException(int status, String code, String detail, @Nullable String field) {
        this(status, code, detail, field, Map.of());
    }

    /**
     * A problem with headers of its own.
     *
     * @param headers additional headers of the answer, for example {@code Allow}
     */
    ProblemException(int status, String code, String detail, @Nullable String field, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
        this.headers = Map.copyOf(headers);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    @Nullable
    String field() {
        return field;
    }

    Map<String, String> headers() {
        return headers;
    }
}
