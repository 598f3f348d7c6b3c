package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logs a line for each request: its id, its outcome, the name of the caller's token, and the export or import. It
 * contains neither headers nor the query, since either may contain a secret. Requests that were rejected at the gate,
 * or failed, are logged at a higher level.
 */
final class RequestLines implements RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLines.class);

    /** The export or import that a request is about. */
    private static final Pattern JOB = Pattern.compile("/api/v1/(export|import)s/([0-9a-f-]{36})(?:/|$)");

    @Override
    public void log(Request request, Response response) {
        int status = response.getStatus();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime());
        Matcher job = JOB.matcher(String.valueOf(request.getHttpURI().getPath()));
        LoggingEventBuilder line = LOG.atLevel(level(status));
        if (job.find()) {
            line = line.addKeyValue(job.group(1) + "_id", job.group(2));
        }
        line.addKeyValue("event", "request")
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getHttpURI().getPath())
                .addKeyValue("status", status)
                .addKeyValue("millis", millis)
                .addKeyValue("request_id", RequestId.of(request))
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
