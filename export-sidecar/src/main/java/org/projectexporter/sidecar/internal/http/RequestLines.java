package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.concurrent.TimeUnit;

/**
 * Logs a line for each request, its outcome, and the name of the caller's token. It contains neither headers nor the
 * query, since either may contain a secret. Requests that were rejected at the gate, or failed, are logged at a higher
 * level.
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
                .addKeyValue("token", Authentication.nameOf(request).orElse(""))
                .log("a request was answered with {}", status);
    }

    static Level level(int status) {
        return switch (status) {
            case 401, 403, 421 -> Level.INFO;
            default -> status >= 500 ? Level.WARN : Level.DEBUG;
        };
    }
}
