package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;

/**
 * The state of an export: stored on the disk, and published to readers. A new state is stored before it is published;
 * progress is only published. Event numbers are reserved on the disk before they are used, so that the next process
 * continues above them. One thread at a time may change it.
 */
final class PersistedJob {
    private static final Logger LOG = LoggerFactory.getLogger(PersistedJob.class);

    /** The number of events that can be published between two writes of the job's file. */
    private static final long EVENTS_AT_ONCE = 1000;

    private final JobStore store;
    private final Optional<String> key;
    private final EventLog events = new EventLog();
    private volatile JobView view;
    private long lastEvent;
    private long reservedEvents;

    private PersistedJob(JobRecord record, JobStore store) {
        this.store = store;
        this.key = record.idempotencyKey();
        this.view = record.view();
        this.lastEvent = record.lastEvent();
        this.reservedEvents = record.reservedEvents();
    }

    /** A new job, durable when this returns. */
    static PersistedJob create(JobView view, Optional<String> key, JobStore store) throws IOException {
        PersistedJob created = new PersistedJob(new JobRecord(view, key, 1, EVENTS_AT_ONCE), store);
        store.create(created.record(view));
        created.events.append(new JobEvent(1, type(view.state()), view));
        return created;
    }

    /** A job whose last event has already published {@code view}. */
    static PersistedJob unchanged(JobRecord kept, JobView view, JobStore store) {
        PersistedJob restored = new PersistedJob(kept, store);
        restored.view = view;
        restored.events.append(new JobEvent(kept.lastEvent(), type(view.state()), view));
        return restored;
    }

    /** A job that may have published more events than were stored. */
    static PersistedJob changed(JobRecord kept, JobView view, JobStore store) {
        PersistedJob restored = new PersistedJob(kept, store);
        restored.lastEvent = kept.reservedEvents();
        restored.become(view);
        return restored;
    }

    /** May be called from any thread. */
    JobView view() {
        return view;
    }

    /** May be used from any thread. */
    EventLog events() {
        return events;
    }

    Optional<String> key() {
        return key;
    }

    /** Stores and publishes its next state. */
    void become(JobView next) {
        lastEvent++;
        reservedEvents = lastEvent + EVENTS_AT_ONCE;
        keep(next);
        view = next;
        events.append(new JobEvent(lastEvent, type(next.state()), next));
        LOG.info(
                "export {} of {} is {}",
                next.id(),
                next.projectId(),
                next.state().jsonName());
    }

    /**
     * Stores the same state with other details, which are no event for those who wait for its end.
     *
     * @throws IOException if it cannot be stored; it is unchanged then
     */
    void update(JobView next) throws IOException {
        store.write(record(next));
        view = next;
    }

    /** Publishes progress in the same state. Skipped if no event number is available. */
    void progressed(JobView next) {
        if (lastEvent == reservedEvents) {
            reservedEvents += EVENTS_AT_ONCE;
            if (!keep(next)) {
                reservedEvents -= EVENTS_AT_ONCE;
                return;
            }
        }
        lastEvent++;
        view = next;
        events.append(new JobEvent(lastEvent, type(next.state()), next));
    }

    private JobRecord record(JobView of) {
        return new JobRecord(of, key, lastEvent, reservedEvents);
    }

    /**
     * An export continues even if its file cannot be written; after a crash it would then resume from the previously
     * stored state.
     */
    private boolean keep(JobView of) {
        try {
            store.write(record(of));
            return true;
        } catch (IOException e) {
            LOG.warn("cannot store the state of export {}: {}", of.id(), e.toString());
            return false;
        }
    }

    private static JobEvent.Type type(JobState state) {
        if (state.isCompleted()) {
            return JobEvent.Type.EXPORT_COMPLETE;
        }
        return state.isFinal() ? JobEvent.Type.EXPORT_ERROR : JobEvent.Type.EXPORT_PROGRESS;
    }
}
