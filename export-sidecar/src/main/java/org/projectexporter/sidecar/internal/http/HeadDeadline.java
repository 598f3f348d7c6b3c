package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.thread.Scheduler;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections on which the head of a request does not arrive in time. A client that sends one byte now and then
 * is never idle, and could otherwise hold a connection for hours.
 */
final class HeadDeadline implements Connection.Listener, RequestLog {
    private static final Duration LONGEST_FIRST = Duration.ofSeconds(20);

    private final Scheduler scheduler;
    private final Duration first;
    private final Duration next;
    private final Map<Connection, Scheduler.Task> waiting = new ConcurrentHashMap<>();

    /**
     * A deadline for all connections.
     *
     * @param idle how long a connection may be idle between two requests
     */
    HeadDeadline(Scheduler scheduler, Duration idle) {
        this.scheduler = scheduler;
        this.first = idle.compareTo(LONGEST_FIRST) < 0 ? idle : LONGEST_FIRST;
        this.next = idle;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof ConnectionMetaData) { // HTTP, not WebSocket
            await(connection, first);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        arrived(connection);
    }

    /** The head of a request has arrived; the deadline ends. */
    void arrived(Connection connection) {
        Scheduler.Task task = waiting.remove(connection);
        if (task != null) {
            task.cancel();
        }
    }

    /** A request is done, and another one may follow. */
    @Override
    public void log(Request request, Response response) {
        Connection connection = request.getConnectionMetaData().getConnection();
        if (response.getStatus() != HttpStatus.SWITCHING_PROTOCOLS_101
                && connection.getEndPoint().isOpen()) {
            await(connection, next);
        }
    }

    private void await(Connection connection, Duration time) {
        Scheduler.Task task = scheduler.schedule(() -> close(connection), time.toMillis(), TimeUnit.MILLISECONDS);
        Scheduler.Task earlier = waiting.put(connection, task);
        if (earlier != null) {
            earlier.cancel();
        }
    }

    private void close(Connection connection) {
        if (waiting.remove(connection) != null) {
            connection.getEndPoint().close();
        }
    }
}
