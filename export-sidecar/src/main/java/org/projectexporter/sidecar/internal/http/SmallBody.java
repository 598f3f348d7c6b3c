package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The body of one incoming request. It is passed on when it is complete; no thread waits for it. */
final class SmallBody {
    private static final Logger LOG = LoggerFactory.getLogger(SmallBody.class);

    /** Accepts a request whose body is complete. */
    interface Next {
        void handle(Request whole, Response response, Callback callback);
    }

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Next next;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    /** Whether the outcome is decided, by the end of the body or by the deadline, whichever came first. */
    private boolean decided;

    private volatile Scheduler.Task timeout = () -> true;

    SmallBody(Request request, Response response, Callback callback, Next next) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.next = next;
    }

    /** Starts; data that has already arrived is passed on immediately. */
    void take(Scheduler scheduler, Duration deadline) {
        if (!read()) {
            timeout = scheduler.schedule(this::refuseLate, deadline.toMillis(), TimeUnit.MILLISECONDS);
            demand();
        }
    }

    private void readOn() {
        if (!read()) {
            demand();
        }
    }

    /** A request that was answered must not be read any further. */
    private synchronized void demand() {
        if (!decided) {
            request.demand(this::readOn);
        }
    }

    /** Reads the available data. Returns whether the body has ended. */
    private boolean read() {
        for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
            if (Content.Chunk.isFailure(chunk)) {
                refuseCutOff(chunk.getFailure());
                return true;
            }
            add(chunk);
            if (bytes.size() > JsonBody.MOST_BYTES) {
                refuse(JsonBody.tooLarge());
                return true;
            }
            if (chunk.isLast()) {
                handOn();
                return true;
            }
        }
        return false;
    }

    private void add(Content.Chunk chunk) {
        ByteBuffer data = chunk.getByteBuffer();
        byte[] copy = new byte[data.remaining()];
        data.get(copy);
        chunk.release();
        bytes.writeBytes(copy);
    }

    private void handOn() {
        if (decide()) {
            next.handle(new Whole(request, ByteBuffer.wrap(bytes.toByteArray())), response, callback);
        }
    }

    private synchronized boolean decide() {
        timeout.cancel();
        boolean first = !decided;
        decided = true;
        return first;
    }

    private void refuseLate() {
        refuse(Problems.ofStatus(408, "the body took too long to arrive"));
    }

    private void refuseCutOff(Throwable failure) {
        if (failure instanceof TimeoutException) {
            refuseLate();
            return;
        }
        LOG.debug("a body ended early: {}", failure.toString());
        refuse(Problems.ofStatus(400, "the body ended early"));
    }

    private void refuse(ProblemException problem) {
        if (decide()) {
            Problems.write(response, callback, problem);
        }
    }

    /** The request with its complete body. */
    private static final class Whole extends Request.Wrapper {
        private final Content.Source body;

        private Whole(Request request, ByteBuffer body) {
            super(request);
            this.body = Content.Source.from(body);
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable available) {
            body.demand(available);
        }
    }
}
