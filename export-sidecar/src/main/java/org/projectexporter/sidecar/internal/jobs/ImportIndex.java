package org.projectexporter.sidecar.internal.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/** The imports of a data folder by their ids; thread-safe. */
final class ImportIndex extends WatchedJobs<ImportJob> {
    @Override
    String idOf(ImportJob job) {
        return job.view().id();
    }

    @Override
    EventLog eventsOf(ImportJob job) {
        return job.events();
    }

    ImportJob require(String id) throws JobException {
        return find(id).orElseThrow(() -> unknown(id));
    }

    static JobException unknown(String id) {
        return new JobException(Reason.UNKNOWN_IMPORT, "there is no import " + id);
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
        Optional<ImportView> earlier = all().stream()
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
        return all().stream().filter(job -> !job.view().state().isFinal()).count();
    }

    List<ImportView> views() {
        return all().stream().map(ImportJob::view).toList();
    }

    /** Those that are to be forgotten at that time. */
    List<Removal> removable(Instant now) {
        List<Removal> removable = new ArrayList<>();
        for (ImportView view : views()) {
            if (view.expiresAt().filter(at -> !at.isAfter(now)).isPresent()) {
                Optional<String> name = Optional.of(view.order().name());
                removable.add(new Removal(Removal.Kind.IMPORT, view.id(), name, 0, Removal.Reason.AGE, false));
            }
        }
        return removable;
    }
}
