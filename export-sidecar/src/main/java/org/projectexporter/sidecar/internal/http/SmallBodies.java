package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

import java.time.Duration;

/**
 * Takes in what requests bring with them before a route sees them, and before a thread is theirs: who sends one byte now and then holds
 * a connection until its deadline, and nothing else. Uploads pass, since they are long; {@link UploadBody} watches them.
 */
final class SmallBodies extends Handler.Wrapper {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Scheduler scheduler;
    private final Duration deadline;

    /**
     * A deadline for all small bodies.
     *
     * @param idle how long a connection may be silent
     */
    SmallBodies(Scheduler scheduler, Duration idle) {
        this.scheduler = scheduler;
        this.deadline = idle.compareTo(LONGEST) < 0 ? idle : LONGEST;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!HttpMethod.POST.is(request.getMethod()) || ImportRoutes.isUpload(request)) {
            return super.handle(request, response, callback);
        }
        if (request.getLength() > JsonBody.MOST_BYTES) {
            Problems.write(response, callback, JsonBody.tooLarge());
            return true;
        }
        new SmallBody(request, response, callback, this::hand).take(scheduler, deadline);
        return true;
    }

    /** To the routes, with all that there is to read. */
    private void hand(Request whole, Response response, Callback callback) {
        try {
            if (!super.handle(whole, response, callback)) {
                Response.writeError(whole, response, callback, 404);
            }
        } catch (Throwable e) { // as Jetty's own server does around handlers
            Response.writeError(whole, response, callback, e);
        }
    }
}
