package org.projectexporter.sidecar.internal.http;

import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Notices that the client of a running request has left. Jetty reads a connection of HTTP/1.1 only between two
 * requests, and an answer that is still being calculated writes nothing; so the end of the connection is looked for
 * here. The request's body must have been read. A client that has only closed its side of the connection counts as
 * gone.
 */
final class LeavingClient implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 100;

    private final Scheduler scheduler;
    private final EndPoint connection;
    private final Runnable gone;
    private final ByteBuffer early = BufferUtil.allocate(1);
    private Scheduler.Task next = () -> true;
    private boolean closed;

    private LeavingClient(Scheduler scheduler, EndPoint connection, Runnable gone) {
        this.scheduler = scheduler;
        this.connection = connection;
        this.gone = gone;
    }

    /**
     * Starts to look.
     *
     * @param gone called once, by another thread
     */
    static LeavingClient watch(Context context, Scheduler scheduler, Runnable gone) {
        EndPoint connection = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        LeavingClient client = new LeavingClient(scheduler, connection, gone);
        client.schedule();
        return client;
    }

    private synchronized void schedule() {
        if (!closed) {
            next = scheduler.schedule(this::look, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        if (hasLeft()) {
            gone.run();
        } else {
            schedule();
        }
    }

    /** One byte of a next request that came early is lost, so the connection ends with this answer. */
    private synchronized boolean hasLeft() {
        if (closed) {
            return false;
        }
        try {
            int count = connection.fill(early);
            closed = count != 0;
            return count < 0;
        } catch (IOException e) {
            closed = true;
            return true;
        }
    }

    /** Whether the connection cannot be used for another request. */
    synchronized boolean isUsedUp() {
        return early.hasRemaining();
    }

    /** Ends looking, so that Jetty may read the connection again. */
    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
