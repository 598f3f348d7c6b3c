package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.server.Request;
import org.slf4j.MDC;

/** Names the request, and the caller's token, in the lines that a thread logs while it handles the request. */
final class LogContext {
    static final String REQUEST = "request_id";
    static final String TOKEN = "token";

    private LogContext() {}

    /** From now on, on this thread; to be followed by {@link #remove}. */
    static void put(Request request) {
        MDC.put(REQUEST, RequestId.of(request));
        Authentication.nameOf(request).ifPresent(name -> MDC.put(TOKEN, name));
    }

    static void remove() {
        MDC.remove(REQUEST);
        MDC.remove(TOKEN);
    }
}
