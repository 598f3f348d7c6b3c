package org.projectexporter.sidecar.internal.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/** The imports of a data folder by their ids; thread-safe. */
final class ImportIndex {
    private final Map<String, ImportJob> jobs = new ConcurrentHashMap<>();
    private volatile EndWatch ends = new EndWatch(event -> {});

    void add(ImportJob job) {
        jobs.put(job.view().id(), job);
        ends.watch(job.events());
    }

    /** Watches all imports from now on; called once, before any is added by a request. */
    void onEnd(Consumer<JobEvent> listener) {
        EndWatch watch = new EndWatch(listener);
        ends = watch;
        jobs.values().forEach(job -> watch.watchFromLast(job.events()));
    }

    Optional<ImportJob> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    ImportJob require(String id) throws JobException {
        return find(id).orElseThrow(() -> unknown(id));
    }

    static JobException unknown(String id) {
        return new JobException(Reason.UNKNOWN_IMPORT, "there is no import " + id);
    }

    boolean contains(String id) {
        return jobs.containsKey(id);
    }

    Collection<ImportJob> all() {
        return jobs.values();
    }

    void remove(String id) {
        jobs.remove(id);
    }

    /**
     * The import that was started with an idempotency key; empty if there is none, or no key. One whose archive has
     * not arrived does not count: its client was never told of it, and sends the archive again.
     *
     * @throws JobException KEY_REUSED if it was another order; WRONG_STATE if its archive is still arriving
     */
    Optional<ImportView> earlier(Optional<String> key, ImportOrder order) throws JobException {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Optional<ImportView> earlier = jobs.values().stream()
                .filter(job -> job.key().equals(key))
                .map(ImportJob::view)
                .filter(view -> view.error().stream().noneMatch(ImportView.Failure::isInterruption))
                .max(Comparator.comparing(ImportView::createdAt));
        if (earlier.isPresent() && !earlier.get().order().asksTheSameAs(order)) {
            throw new JobException(
                    Reason.KEY_REUSED,
                    "this idempotency key belongs to the import "
                            + earlier.get().id() + ", which has another archive, name or option; use a new key");
        }
        if (earlier.isPresent() && earlier.get().state() == ImportState.RECEIVING) {
            throw new JobException(
                    Reason.WRONG_STATE,
                    "the archive of the import " + earlier.get().id()
                            + ", which has this idempotency key, is still arriving; try again later, or cancel it");
        }
        return earlier;
    }

    /** The number of those that have not ended. */
    long unfinished() {
        return jobs.values().stream()
                .filter(job -> !job.view().state().isFinal())
                .count();
    }

    List<ImportView> views() {
        return jobs.values().stream().map(ImportJob::view).toList();
    }

    /** Those that are to be forgotten at that time. */
    List<Removal> removable(Instant now) {
        List<Removal> all = new ArrayList<>();
        for (ImportView view : views()) {
            if (view.expiresAt().filter(at -> !at.isAfter(now)).isPresent()) {
                Optional<String> name = Optional.of(view.order().name());
                all.add(new Removal(Removal.Kind.IMPORT, view.id(), name, 0, Removal.Reason.AGE, false));
            }
        }
        return all;
    }
}
