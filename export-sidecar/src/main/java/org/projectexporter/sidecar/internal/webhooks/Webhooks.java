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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.projectexporter.sidecar.internal.webhooks.Delivery.State;

/**
 * The notifications of a sidecar; thread-safe. An event is stored for each target that wants it when {@link #publish}
 * returns; from then on it is sent until the target accepts it or it is given up, across restarts. The targets follow
 * the operator's file within a second.
 */
public final class Webhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final long LOOKS_MILLIS = 1_000;

    private final Optional<WebhookTargets> targets;
    private final Optional<DeliveryStore> store;
    private final Sending sending;
    private final Clock clock;
    private final Predicate<String> remembered;
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();
    private final LongAdder attempts = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final ScheduledThreadPoolExecutor watch;

    /** By the names of their targets. These and the next two are used while holding the lock of this object. */
    private final Map<String, TargetQueue> queues = new ConcurrentHashMap<>();

    private Map<String, Instant> since = Map.of();
    private boolean closed;
    private volatile Instant nextSweep = Instant.MIN;

    /** How messages are sent. */
    record Sending(WebhookSender.Lookup lookup, Backoff backoff, Clock clock) {}

    private Webhooks(
            Optional<WebhookTargets> targets,
            Optional<DeliveryStore> store,
            Sending sending,
            Predicate<String> remembered)
            throws IOException {
        this.targets = targets;
        this.store = store;
        this.sending = sending;
        this.clock = sending.clock();
        this.remembered = remembered;
        this.watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "webhooks-file");
            made.setDaemon(true);
            return made;
        });
        if (targets.isPresent() && store.isPresent()) {
            store.get().load().forEach(delivery -> deliveries.put(delivery.id(), delivery));
            targets.get().load(this::use);
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
            return new Webhooks(Optional.empty(), Optional.empty(), sending, remembered);
        }
        WebhookTargets targets = new WebhookTargets(file.get(), sending.clock());
        Webhooks opened = new Webhooks(Optional.of(targets), Optional.of(DeliveryStore.of(data)), sending, remembered);
        opened.watch();
        return opened;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // failures are handled by the task
    private void watch() {
        watch.scheduleWithFixedDelay(this::refresh, LOOKS_MILLIS, LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void refresh() {
        if (!closed) {
            targets.ifPresent(file -> file.refresh(this::use));
        }
    }

    /** Puts targets into effect: what is still to be sent goes to them as they are now. */
    private synchronized void use(List<WebhookTarget> now, Instant start) throws IOException {
        Map<String, WebhookTarget> wanted =
                now.stream().collect(Collectors.toMap(WebhookTarget::name, Function.identity()));
        since = store.isPresent() ? store.get().since(wanted.keySet(), start) : Map.of();
        Set<String> changed = new HashSet<>();
        for (TargetQueue queue : List.copyOf(queues.values())) {
            String name = queue.target().name();
            if (!queue.target().equals(wanted.get(name))) {
                queues.remove(name);
                changed.add(name);
                queue.retire();
            }
        }
        for (WebhookTarget target : now) {
            if (!queues.containsKey(target.name())) {
                TargetQueue queue = new TargetQueue(target, sending, this::changed);
                queues.put(target.name(), queue);
                boolean atOnce = changed.contains(target.name()); // what it has refused it may accept now
                pending(target.name()::equals)
                        .forEach(delivery -> queue.add(atOnce ? delivery.due(clock.instant()) : delivery));
            }
        }
        for (Delivery delivery : pending(name -> !queues.containsKey(name))) {
            changedTo(delivery.abandoned("the target is no longer configured", clock.instant()));
        }
    }

    private List<Delivery> pending(Predicate<String> target) {
        return deliveries.values().stream()
                .filter(delivery -> delivery.state() == State.PENDING && target.test(delivery.target()))
                .toList();
    }

    /** Stores an event for all targets that want it, unless that has already happened. */
    public synchronized void publish(WebhookEvent event) {
        refresh();
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

    /**
     * Sends a failed delivery again, with all attempts before it.
     *
     * @return the delivery as it is now; empty if there is none, it has not failed, or its target is not configured
     */
    public synchronized Optional<Delivery> resend(String id) {
        refresh();
        Optional<Delivery> failed =
                find(id).filter(delivery -> delivery.state() == State.FAILED && queues.containsKey(delivery.target()));
        Optional<Delivery> again = failed.map(delivery -> delivery.again(clock.instant()));
        again.ifPresent(delivery -> {
            changedTo(delivery);
            Optional.ofNullable(queues.get(delivery.target())).ifPresent(queue -> queue.add(delivery));
        });
        return again;
    }

    /** A delivery was attempted. */
    private void changed(Delivery delivery) {
        attempts.increment();
        if (delivery.lastError().isPresent()) {
            refused.increment();
        }
        changedTo(delivery.state() == State.DELIVERED ? delivery.withoutBody() : delivery);
    }

    private void changedTo(Delivery delivery) {
        deliveries.put(delivery.id(), delivery);
        keep(delivery);
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

    /** A delivery that is remembered. */
    public Optional<Delivery> find(String id) {
        return Optional.ofNullable(deliveries.get(id));
    }

    /** All deliveries that are remembered, newest first. */
    public List<Delivery> deliveries() {
        return deliveries.values().stream()
                .sorted(Comparator.comparing(Delivery::createdAt).reversed().thenComparing(Delivery::id))
                .toList();
    }

    /** Whether the current version of the file with the targets cannot be used. */
    public boolean isBroken() {
        return targets.map(WebhookTargets::isBroken).orElse(false);
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
    public synchronized void close() {
        closed = true;
        watch.shutdown();
        queues.values().forEach(TargetQueue::close);
    }
}
