package org.projectexporter.sidecar.internal.webhooks;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.projectexporter.sidecar.internal.webhooks.Delivery.State;

/**
 * The notifications of a sidecar; thread-safe. An event is stored for each target that wants it when {@link #publish}
 * returns; from then on it is sent until the target accepts it or it is given up, across restarts.
 */
public final class Webhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration KEPT = Duration.ofDays(7);

    private final Map<String, TargetQueue> queues;
    private final Map<String, Instant> since;
    private final Optional<DeliveryStore> store;
    private final Clock clock;
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Predicate<String> remembered;
    private volatile Instant nextSweep = Instant.MIN;

    /** How messages are sent. */
    record Sending(WebhookSender.Lookup lookup, Backoff backoff, Clock clock) {}

    private Webhooks(
            List<WebhookTarget> targets, Optional<DeliveryStore> store, Sending sending, Predicate<String> remembered)
            throws IOException {
        this.store = store;
        this.clock = sending.clock();
        this.remembered = remembered;
        this.queues = targets.stream()
                .collect(Collectors.toMap(
                        WebhookTarget::name, target -> new TargetQueue(target, sending, this::changed)));
        this.since = store.isPresent() ? store.get().since(queues.keySet(), clock.instant()) : Map.of();
        if (store.isPresent()) {
            store.get().load().forEach(this::restore);
        }
    }

    /**
     * Resumes what is to be sent. Without a file there are no targets, and what is still to be sent remains stored.
     *
     * @param file the operator's file with the targets; empty for none
     * @param remembered whether an export or import with that id still exists; deliveries about it are kept
     * @throws IOException if the file cannot be read, or deliveries cannot be stored
     * @throws IllegalArgumentException if the file is invalid
     */
    public static Webhooks open(Optional<Path> file, Path data, Clock clock, Predicate<String> remembered)
            throws IOException {
        Sending sending = new Sending(host -> List.of(InetAddress.getAllByName(host)), Backoff.DEFAULT, clock);
        return open(file, data, sending, remembered);
    }

    static Webhooks open(Optional<Path> file, Path data, Sending sending, Predicate<String> remembered)
            throws IOException {
        if (file.isEmpty()) {
            return new Webhooks(List.of(), Optional.empty(), sending, remembered);
        }
        return new Webhooks(WebhookFile.read(file.get()), Optional.of(DeliveryStore.of(data)), sending, remembered);
    }

    private void restore(Delivery delivery) {
        deliveries.put(delivery.id(), delivery);
        if (delivery.state() != State.PENDING) {
            return;
        }
        TargetQueue queue = queues.get(delivery.target());
        if (queue == null) {
            Delivery abandoned = delivery.abandoned("the target is no longer configured", clock.instant());
            deliveries.put(abandoned.id(), abandoned);
            keep(abandoned);
        } else {
            queue.add(delivery);
        }
    }

    /** Stores an event for all targets that want it, unless that has already happened. */
    public void publish(WebhookEvent event) {
        sweep();
        for (TargetQueue queue : queues.values()) {
            WebhookTarget target = queue.target();
            Instant start = since.getOrDefault(target.name(), Instant.MAX);
            if (target.wants(event) && !event.at().isBefore(start)) {
                Delivery delivery = Delivery.of(event, target.name(), clock.instant());
                if (deliveries.putIfAbsent(delivery.id(), delivery) == null) {
                    keep(delivery);
                    queue.add(delivery);
                }
            }
        }
    }

    /** A delivery was attempted. */
    private void changed(Delivery delivery) {
        attempts.increment();
        if (delivery.lastError().isPresent()) {
            refused.increment();
        }
        Delivery kept = delivery.state() == State.DELIVERED ? delivery.withoutBody() : delivery;
        deliveries.put(kept.id(), kept);
        keep(kept);
    }

    /** A message is sent even if the disk is full; after a crash it would then be sent again, or be found again. */
    private void keep(Delivery delivery) {
        try {
            if (store.isPresent()) {
                store.get().write(delivery);
            }
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("event", "webhook")
                    .log("the delivery {} to {} cannot be stored: {}", delivery.id(), delivery.target(), e.toString());
        }
    }

    /** Removes old deliveries, at most once an hour. One of a remembered export is what shows that it was sent. */
    private void sweep() {
        Instant now = clock.instant();
        if (store.isEmpty() || now.isBefore(nextSweep)) {
            return;
        }
        nextSweep = now.plus(Duration.ofHours(1));
        deliveries.values().removeIf(delivery -> isOld(delivery, now) && isRemoved(store.get(), delivery));
    }

    private boolean isOld(Delivery delivery, Instant now) {
        return delivery.state() != State.PENDING
                && delivery.dueAt().plus(KEPT).isBefore(now)
                && !remembered.test(delivery.subject());
    }

    private static boolean isRemoved(DeliveryStore from, Delivery delivery) {
        try {
            from.remove(delivery);
            return true;
        } catch (IOException e) {
            LOG.warn("cannot remove the delivery {}: {}", delivery.id(), e.toString());
            return false;
        }
    }

    /** All deliveries that are remembered, newest first. */
    public List<Delivery> deliveries() {
        return deliveries.values().stream()
                .sorted(Comparator.comparing(Delivery::createdAt).reversed().thenComparing(Delivery::id))
                .toList();
    }

    /** The number of deliveries in a state. */
    public long count(State state) {
        return deliveries.values().stream()
                .filter(delivery -> delivery.state() == state)
                .count();
    }

    /** The number of attempts since the start. */
    public long attempts() {
        return attempts.sum();
    }

    /** The number of attempts since the start that were not accepted. */
    public long refused() {
        return refused.sum();
    }

    /** Stops sending; what is still to be sent is sent after the next start. */
    @Override
    public void close() {
        queues.values().forEach(TargetQueue::close);
    }
}
