package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

import java.time.Duration;

/**
 * Receives the bodies of requests before they get a route and a thread: a client that sends one byte now and then
 * occupies a connection until its deadline, and nothing else. Uploads are exempt, since they are long; {@link
 * UploadBody} limits them.
 */
final class SmallBodies extends Handler.Wrapper {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Scheduler scheduler;
    private final Duration deadline;

    /**
     * A deadline for all small bodies.
     *
     * @param idle how long a connection may be idle
     */
    SmallBodies(Scheduler scheduler, Duration idle) {
        this.scheduler = scheduler;
        this.deadline = idle.compareTo(LONGEST) < 0 ? idle : LONGEST;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!HttpMethod.POST.is(request.getMethod())
                || ImportRoutes.isUpload(request)
                || UploadRoutes.isUpload(request)) {
            return super.handle(request, response, callback);
        }
        if (request.getLength() > JsonBody.MOST_BYTES) {
            Problems.write(response, callback, JsonBody.tooLarge());
            return true;
        }
        new SmallBody(request, response, callback, this::hand).take(scheduler, deadline);
        return true;
    }

    /** Passes the request to the routes, with its complete body. */
    private void hand(Request whole, Response response, Callback callback) {
        LogContext.put(whole);
        try {
            if (!super.handle(whole, response, callback)) {
                Response.writeError(whole, response, callback, 404);
            }
        } catch (Throwable e) { // as Jetty's own server does
            Response.writeError(whole, response, callback, e);
        } finally {
            LogContext.remove();
        }
    }
}
