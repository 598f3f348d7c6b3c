package org.projectexporter.sidecar.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Problems as answers (RFC 9457). */
final class Problems {
    static final String MEDIA_TYPE = "application/problem+json";
    /** The code for a workspace that cannot be read. */
    static final String WORKSPACE_GONE = "workspace_gone";
    /** The code for a mapping that has a mistake, or cannot be read, so that an earlier version is used. */
    static final String PROJECTS_OUTDATED = "projects_outdated";

    /** Codes for the server's own statuses. */
    private static final Map<Integer, String> CODES = Map.ofEntries(
            Map.entry(401, "unauthorized"),
            Map.entry(403, "origin_not_allowed"),
            Map.entry(404, "not_found"),
            Map.entry(405, "method_not_allowed"),
            Map.entry(408, "timeout"),
            Map.entry(411, "too_large"),
            Map.entry(413, "too_large"),
            Map.entry(414, "too_large"),
            Map.entry(415, "unsupported_media_type"),
            Map.entry(412, "precondition_failed"),
            Map.entry(421, "host_not_allowed"),
            Map.entry(431, "headers_too_large"),
            Map.entry(503, "stopping"));

    private static final String CODE = Problems.class.getName();

    private Problems() {}

    /** A problem of which only the status is known. */
    static ProblemException ofStatus(int status, String detail) {
        String otherwise = status >= 500 ? "internal" : "invalid_request";
        return new ProblemException(status, CODES.getOrDefault(status, otherwise), detail, null);
    }

    /** The code of the problem that a request was answered with; empty if with none. */
    static Optional<String> codeOf(Request request) {
        return request.getAttribute(CODE) instanceof String code ? Optional.of(code) : Optional.empty();
    }

    private static byte[] json(ProblemException problem, String requestId) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "urn:project-export:problem:" + problem.code());
        json.put("title", title(problem.code()));
        json.put("status", problem.status());
        json.put("detail", String.valueOf(problem.getMessage()));
        json.put("code", problem.code());
        if (problem.field() != null) {
            json.put("field", problem.field());
        }
        if (!requestId.isEmpty()) {
            json.put("request_id", requestId);
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String title(String code) {
        return code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1).replace('_', ' ');
    }

    /** Answers from a route. */
    static void write(Context context, ProblemException problem) {
        problem.headers().forEach(context::header);
        context.req().setAttribute(CODE, problem.code());
        context.status(problem.status())
                .contentType(MEDIA_TYPE)
                .header(HttpHeader.CACHE_CONTROL.asString(), "no-store")
                .result(json(problem, RequestId.of(context.req())));
    }

    /** Answers before a route was found. */
    static void write(Response response, Callback callback, ProblemException problem) {
        Request request = response.getRequest();
        request.setAttribute(CODE, problem.code());
        byte[] json = json(problem, RequestId.of(request));
        problem.headers().forEach(response.getHeaders()::put);
        response.setStatus(problem.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, json.length);
        response.write(true, ByteBuffer.wrap(json), callback);
    }
}
