package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;

/**
 * What is known of an export: kept on the disk, and told to readers. A new state is kept before anybody hears of it; progress is only
 * told. Numbers of events are reserved in what is kept before they are used, so that the next process goes on behind them. One thread
 * at a time may change it.
 */
final class PersistedJob {
    private static final Logger LOG = LoggerFactory.getLogger(PersistedJob.class);

    /** So many events can be told between two writes of the job's file. */
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

    /** A new one, which is durable when this returns. */
    static PersistedJob create(JobView view, Optional<String> key, JobStore store) throws IOException {
        PersistedJob created = new PersistedJob(new JobRecord(view, key, 1, EVENTS_AT_ONCE), store);
        store.create(created.record(view));
        created.events.append(new JobEvent(1, type(view.state()), view));
        return created;
    }

    /** One whose last event told {@code view} already. */
    static PersistedJob unchanged(JobRecord kept, JobView view, JobStore store) {
        PersistedJob restored = new PersistedJob(kept, store);
        restored.view = view;
        restored.events.append(new JobEvent(kept.lastEvent(), type(view.state()), view));
        return restored;
    }

    /** One of which more events may have been told than were kept. */
    static PersistedJob changed(JobRecord kept, JobView view, JobStore store) {
        PersistedJob restored = new PersistedJob(kept, store);
        restored.lastEvent = kept.reservedEvents();
        restored.become(view);
        return restored;
    }

    /** From any thread. */
    JobView view() {
        return view;
    }

    /** For any thread. */
    EventLog events() {
        return events;
    }

    Optional<String> key() {
        return key;
    }

    /** Its next state. */
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

    /** The same state, and how far it is. Left out where no number is to be had. */
    void goOn(JobView next) {
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

    /** An export goes on where its file cannot be written; after a crash it would then begin from what was kept before. */
    private boolean keep(JobView of) {
        try {
            store.write(record(of));
            return true;
        } catch (IOException e) {
            LOG.warn("cannot keep what became of export {}: {}", of.id(), e.toString());
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
