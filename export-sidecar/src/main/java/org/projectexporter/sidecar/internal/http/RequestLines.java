package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.concurrent.TimeUnit;

/**
 * A line for each request: what was asked, and what came of it. Neither headers nor the query are in it, since either may hold a token.
 * Requests that were turned away at the gate, or have failed, count more than the others.
 */
final class RequestLines implements RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLines.class);

    @Override
    public void log(Request request, Response response) {
        int status = response.getStatus();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime());
        LOG.atLevel(level(status))
                .addKeyValue("event", "request")
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getHttpURI().getPath())
                .addKeyValue("status", status)
                .addKeyValue("millis", millis)
                .log("{} for a request", status);
    }

    static Level level(int status) {
        return switch (status) {
            case 401, 403, 421 -> Level.INFO;
            default -> status >= 500 ? Level.WARN : Level.DEBUG;
        };
    }
}
