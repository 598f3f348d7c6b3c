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
 * The events of one export, for any number of readers, of which none can hold up the export or another reader; thread-safe. A
 * reader asks for one event at a time. Progress that it has missed comes as the newest only, in constant memory; completions and
 * errors that it has missed come all, in their order.
 */
public final class EventLog {
    /** An export has one event at its end, and one more each time it is resumed or verified by hand: so many are never missed. */
    static final int KEPT_EVENTS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final Object lock = new Object();
    private final Deque<JobEvent> kept = new ArrayDeque<>();
    private final Set<Question> open = new LinkedHashSet<>();

    /**
     * Adds an event and hands it to the readers that wait for one.
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
     * Hands over the next event after that number: at once if there is one, else when it comes. Exactly one event per call.
     *
     * @param after number of the last event that the reader has; 0 if none. A reader that claims an event that has not happened yet
     *     has it from elsewhere, and begins anew: it would wait for ever where nothing more happens
     * @param reader called once, by this or another thread; must not block; what it throws is logged and hurts nobody
     * @return takes the question back; the reader is then not called any more (or is being called right now)
     */
    public Runnable next(long after, Consumer<JobEvent> reader) {
        Question question = new Question(reader);
        JobEvent event;
        synchronized (lock) {
            event = keptAfter(after > lastNumber() ? 0 : after);
            if (event == null) {
                open.add(question);
                return () -> takeBack(question);
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
        return event.type() == JobEvent.Type.EXPORT_PROGRESS;
    }

    private @Nullable JobEvent keptAfter(long number) {
        for (JobEvent event : kept) {
            if (event.number() > number) {
                return event;
            }
        }
        return null;
    }

    private void takeBack(Question question) {
        synchronized (lock) {
            open.remove(question);
        }
    }

    /** A reader that has asked; equal to no other, though one reader may ask twice. */
    private static final class Question {
        private final Consumer<JobEvent> reader;

        Question(Consumer<JobEvent> reader) {
            this.reader = reader;
        }

        void answer(JobEvent event) {
            try {
                reader.accept(event);
            } catch (RuntimeException | Error e) { // of one reader; the export and the others go on
                LOG.warn(
                        "a reader of export {} failed at event {}", event.view().id(), event.number(), e);
            }
        }
    }
}
