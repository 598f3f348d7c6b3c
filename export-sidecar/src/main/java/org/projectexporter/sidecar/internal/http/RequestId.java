package org.projectexporter.sidecar.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of a request, in its answer and in the lines of the log about it: the caller's, if it may be copied there,
 * else a new one.
 */
final class RequestId {
    static final String HEADER = "X-Request-Id";

    /** UUIDs, and what proxies create: hexadecimal digits, Base64, trace contexts. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._~+/=:-]{1,128}");

    private static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {}

    /** Gives the request its id, unless it has one, and the answer the header. */
    static void assign(Request request, Response response) {
        if (request.getAttribute(ATTRIBUTE) == null) {
            List<String> given = request.getHeaders().getValuesList(HEADER);
            boolean usable = given.size() == 1 && SAFE.matcher(given.get(0)).matches();
            request.setAttribute(
                    ATTRIBUTE, usable ? given.get(0) : UUID.randomUUID().toString());
        }
        response.getHeaders().put(HEADER, of(request));
    }

    /** The same, of a route's request. */
    static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "";
    }

    /** The id; empty if none was assigned. */
    static String of(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "";
    }
}
