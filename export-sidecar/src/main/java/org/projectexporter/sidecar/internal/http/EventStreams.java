package org.projectexporter.sidecar.internal.http;

import org.eclipse.jetty.websocket.api.StatusCode;
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
 * All open streams of events, and the one thread that serves them. Streams that have sent progress rest until the next tick, so that
 * many of them cost an export little, and share a tick, so that the thread sleeps between.
 */
final class EventStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private static final long MOST_GOODBYE_MILLIS = 500;

    private final EventPace pace;
    private final ScheduledThreadPoolExecutor thread;
    private final Set<EventStream> open = new LinkedHashSet<>(); // of the thread alone
    private final AtomicInteger count = new AtomicInteger();
    private boolean stopping; // of the thread alone
    private boolean ticking; // of the thread alone

    /** No streams yet. */
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

    /** Runs the task on the thread, after those that were handed in before. Once all is closed, nothing is run any more. */
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

    /** On the thread: this one gets ticks from now on. */
    void add(EventStream stream) {
        if (stopping) {
            goAway(stream);
            return;
        }
        open.add(stream);
        count.set(open.size());
        if (!ticking) {
            ticking = true;
            nextTick();
        }
    }

    /** On the thread: this one has ended. */
    void remove(EventStream stream) {
        open.remove(stream);
        count.set(open.size());
    }

    /** How many are open. */
    int count() {
        return count.get();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task tells of its failures itself
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

    private static void goAway(EventStream stream) {
        stream.close(StatusCode.SHUTDOWN, "the sidecar stops; come back with last_event_id");
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) { // of one stream; the others go on
            LOG.warn("a stream of events failed", e);
        }
    }

    /**
     * Tells all listeners that the server goes away (RFC 6455, section 7.4.1: 1001), which makes them come back, and waits a moment for
     * their answers: who closes a connection while something unread comes in takes back what it has sent.
     */
    @Override
    public void close() {
        try {
            List<EventStream> leaving = thread.submit(this::sayGoodbye).get(MOST_GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
            CompletableFuture.allOf(leaving.stream().map(EventStream::closed).toArray(CompletableFuture<?>[]::new))
                    .get(MOST_GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.debug("not all listeners have said goodbye", e);
        }
        thread.shutdownNow();
    }

    private List<EventStream> sayGoodbye() {
        stopping = true;
        List<EventStream> leaving = List.copyOf(open);
        leaving.forEach(EventStreams::goAway);
        return leaving;
    }
}
