package org.projectexporter.sidecar.internal.jobs;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The exports or the imports of a data folder by their ids, of whose ends a listener is notified; thread-safe.
 *
 * @param <J> an export or import
 */
abstract class WatchedJobs<J> {
    private final Map<String, J> jobs = new ConcurrentHashMap<>();
    private volatile EndWatch ends = new EndWatch(event -> {});

    abstract String idOf(J job);

    abstract EventLog eventsOf(J job);

    final void add(J job) {
        jobs.put(idOf(job), job);
        ends.watch(eventsOf(job));
    }

    /** Watches all of them from now on; called once, before any is added by a request. */
    final void onEnd(Consumer<JobEvent> listener) {
        EndWatch watch = new EndWatch(listener);
        ends = watch;
        all().forEach(job -> watch.watchFromLast(eventsOf(job)));
    }

    final void remove(String id) {
        jobs.remove(id);
    }

    final Collection<J> all() {
        return jobs.values();
    }

    final Optional<J> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }
}
