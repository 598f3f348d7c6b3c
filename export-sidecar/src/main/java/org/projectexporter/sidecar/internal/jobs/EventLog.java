package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The events of one export or import, for any number of readers, none of which can delay it or another reader;
 * thread-safe. A reader requests one event at a time. Of missed progress it gets only the latest, in constant memory;
 * missed completions and errors are all delivered, in order.
 */
public final class EventLog {
    /**
     * An export has one event at its end, and one more each time it is resumed or verified: this limit is never
     * reached.
     */
    static final int KEPT_EVENTS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final Object lock = new Object();
    private final Deque<JobEvent> kept = new ArrayDeque<>();
    private final Set<Question> open = new LinkedHashSet<>();

    /**
     * Adds an event and delivers it to the waiting readers.
     *
     * @throws IllegalArgumentException if its number is not greater than that of the last one
     */
    void append(JobEvent event) {
        List<Question> answered;
        synchronized (lock) {
            keep(event);
            answered = List.copyOf(open);
            open.clear();
        }
        answered.forEach(question -> question.answer(event));
    }

    /**
     * Delivers the next event after that number: immediately if there is one, else when it occurs. Exactly one event
     * per call.
     *
     * @param after number of the last event that the reader has; 0 if none. A number that does not exist yet starts
     *     from the beginning: otherwise the reader could wait forever
     * @param reader called once, by this or another thread; must not block; its exceptions are logged and affect no
     *     other reader
     * @return cancels the request; the reader is then no longer called (or is being called right now)
     */
    public Runnable next(long after, Consumer<JobEvent> reader) {
        Question question = new Question(reader);
        JobEvent event;
        synchronized (lock) {
            event = keptAfter(after > lastNumber() ? 0 : after);
            if (event == null) {
                open.add(question);
                return () -> cancelRequest(question);
            }
        }
        question.answer(event);
        return () -> {};
    }

    /** Number of the newest event; 0 if there is none. */
    public long lastNumber() {
        synchronized (lock) {
            return kept.isEmpty() ? 0 : kept.getLast().number();
        }
    }

    /** Whether that event is the newest one and ends the export or import. */
    public boolean hasEndedAt(long number) {
        synchronized (lock) {
            return !kept.isEmpty() && kept.getLast().number() == number && !isProgress(kept.getLast());
        }
    }

    private void keep(JobEvent event) {
        if (event.number() <= lastNumber()) {
            throw new IllegalArgumentException("event " + event.number() + " comes after event " + lastNumber());
        }
        if (isProgress(event) && !kept.isEmpty() && isProgress(kept.getLast())) {
            kept.removeLast();
        }
        kept.addLast(event);
        if (kept.size() > KEPT_EVENTS) {
            kept.removeFirst();
        }
    }

    private static boolean isProgress(JobEvent event) {
        return event.type().isProgress();
    }

    private @Nullable JobEvent keptAfter(long number) {
        for (JobEvent event : kept) {
            if (event.number() > number) {
                return event;
            }
        }
        return null;
    }

    private void cancelRequest(Question question) {
        synchronized (lock) {
            open.remove(question);
        }
    }

    /** A waiting reader; compared by identity, since one reader may wait twice. */
    private static final class Question {
        private final Consumer<JobEvent> reader;

        Question(Consumer<JobEvent> reader) {
            this.reader = reader;
        }

        void answer(JobEvent event) {
            try {
                reader.accept(event);
            } catch (RuntimeException | Error e) { // of one reader; the export and the others continue
                LOG.warn("a reader of {} failed at event {}", event.subject().id(), event.number(), e);
            }
        }
    }
}
