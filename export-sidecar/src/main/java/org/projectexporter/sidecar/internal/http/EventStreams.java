package org.projectexporter.sidecar.internal.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All open event streams, and the one thread that serves them. Streams that have sent progress pause until the next
 * tick, so that many of them cost an export little, and share a tick, so that the thread sleeps in between.
 */
final class EventStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private static final long MOST_GOODBYE_MILLIS = 500;

    /** A stream, whose methods are called on the thread. */
    interface Stream {
        /** Called periodically. */
        void tick(long now);

        /** The server is stopping: the listener is to reconnect. */
        void goAway();

        /** Completed when the listener has everything that was sent to it, or is gone. */
        CompletableFuture<Void> closed();
    }

    private final EventPace pace;
    private final ScheduledThreadPoolExecutor thread;
    private final Set<Stream> open = new LinkedHashSet<>(); // used by the thread only
    private final AtomicInteger count = new AtomicInteger();
    private boolean stopping; // used by the thread only
    private boolean ticking; // used by the thread only

    /** Creates an empty set. */
    EventStreams(EventPace pace) {
        this.pace = pace;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "export-events");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(10, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** Runs the task on the thread, after earlier ones. Once everything is closed, tasks are dropped. */
    void execute(Runnable task) {
        try {
            thread.execute(() -> runGuarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("all streams are closed", e);
        }
    }

    EventPace pace() {
        return pace;
    }

    /** On the thread: adds a stream, which gets ticks from now on. */
    void add(Stream stream) {
        if (stopping) {
            stream.goAway();
            return;
        }
        open.add(stream);
        count.set(open.size());
        if (!ticking) {
            ticking = true;
            nextTick();
        }
    }

    /** On the thread: removes a stream. */
    void remove(Stream stream) {
        open.remove(stream);
        count.set(open.size());
    }

    /** The number of open streams. */
    int count() {
        return count.get();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task reports its own failures
    private void nextTick() {
        thread.schedule(() -> runGuarded(this::tick), pace.tick().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void tick() {
        ticking = !open.isEmpty();
        if (ticking) {
            nextTick();
            long now = System.nanoTime();
            List.copyOf(open).forEach(stream -> stream.tick(now));
        }
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) { // of one stream; the others continue
            LOG.warn("an event stream failed", e);
        }
    }

    /**
     * Notifies all listeners that the server is going away (RFC 6455, section 7.4.1: 1001), so that they reconnect, and
     * waits briefly for their answers: closing a connection with unread input would discard data that was already sent.
     */
    @Override
    public void close() {
        try {
            List<Stream> leaving = thread.submit(this::sayGoodbye).get(MOST_GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
            CompletableFuture.allOf(leaving.stream().map(Stream::closed).toArray(CompletableFuture<?>[]::new))
                    .get(MOST_GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.debug("not all listeners have closed their streams", e);
        }
        thread.shutdownNow();
    }

    private List<Stream> sayGoodbye() {
        stopping = true;
        List<Stream> leaving = List.copyOf(open);
        leaving.forEach(Stream::goAway);
        return leaving;
    }
}
