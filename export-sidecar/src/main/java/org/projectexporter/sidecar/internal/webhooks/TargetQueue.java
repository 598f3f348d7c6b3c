package org.projectexporter.sidecar.internal.webhooks;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import org.projectexporter.sidecar.internal.webhooks.Delivery.State;
import org.projectexporter.sidecar.internal.webhooks.WebhookSender.Outcome;

/** What is to be sent to one target, by one thread, so that a slow target delays no other. */
final class TargetQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TargetQueue.class);
    private static final int GONE = 410;
    private static final long STOP_SECONDS = 2;

    private final WebhookTarget target;
    private final Backoff backoff;
    private final Clock clock;
    private final Consumer<Delivery> changed;
    private final WebhookSender sender;
    private final RandomGenerator random = new SecureRandom();
    private final ScheduledThreadPoolExecutor thread;
    private volatile boolean closed;

    /**
     * An empty queue.
     *
     * @param changed stores the outcome of each attempt
     */
    TargetQueue(WebhookTarget target, Webhooks.Sending sending, Consumer<Delivery> changed) {
        this.target = target;
        this.backoff = sending.backoff();
        this.clock = sending.clock();
        this.changed = changed;
        this.sender = new WebhookSender(sending.lookup(), target.privateAddresses());
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "webhook-" + target.name());
            made.setDaemon(true);
            return made;
        });
        thread.setKeepAliveTime(10, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    WebhookTarget target() {
        return target;
    }

    /** Sends it when it is due. */
    @SuppressWarnings("FutureReturnValueIgnored") // failures are handled by the task
    void add(Delivery delivery) {
        long millis =
                Math.max(0, Duration.between(clock.instant(), delivery.dueAt()).toMillis());
        try {
            thread.schedule(() -> attempt(delivery), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the delivery {} is left for the next start", delivery.id(), e);
        }
    }

    private void attempt(Delivery delivery) {
        try {
            Outcome outcome = sender.send(target, delivery, clock.instant());
            if (outcome.isAccepted()) {
                changed.accept(delivery.attempted(State.DELIVERED, null, clock.instant()));
            } else {
                Duration asked = Duration.ofSeconds(outcome.retryAfterSeconds().orElse(0));
                failed(delivery, "it answered with " + outcome.status(), asked, outcome.status() == GONE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            if (!closed) { // else it remains pending, for the next start
                failed(delivery, String.valueOf(e.getMessage()), Duration.ZERO, false);
            }
        }
    }

    /** Of two pauses, the longer one; but a target cannot delay a message for longer than the backoff does. */
    private void failed(Delivery delivery, String error, Duration asked, boolean forGood) {
        boolean last = forGood || delivery.attempts() + 1 >= backoff.attempts();
        Duration bounded = asked.compareTo(backoff.longest()) < 0 ? asked : backoff.longest();
        Duration pause = backoff.after(delivery.attempts() + 1, random);
        Instant due = clock.instant().plus(pause.compareTo(bounded) > 0 ? pause : bounded);
        Delivery next = delivery.attempted(last ? State.FAILED : State.PENDING, error, last ? clock.instant() : due);
        LOG.atLevel(last ? Level.ERROR : Level.WARN)
                .addKeyValue("event", "webhook")
                .log(
                        "attempt {} of the delivery {} to {} failed{}: {}",
                        next.attempts(),
                        next.id(),
                        target.name(),
                        last ? " and was the last one" : "",
                        error);
        changed.accept(next);
        if (!last) {
            add(next);
        }
    }

    /** Sends no more. A request in progress has some time to end. */
    void retire() {
        thread.shutdown();
        awaitEnd();
        close();
    }

    private boolean awaitEnd() {
        try {
            return thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Aborts a request in progress. The thread is not interrupted, since it may be storing what was accepted. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        sender.close();
        if (!awaitEnd()) {
            LOG.warn("the deliveries to {} do not stop; the last one may be repeated", target.name());
        }
    }
}
