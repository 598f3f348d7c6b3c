package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The events of one export, for any number of readers, of which none can hold up the export or another reader; thread-safe. A
 * reader asks for one event at a time. Progress that it has missed comes as the newest only, in constant memory.
 */
public final class EventLog {
    private record Waiting(long after, Consumer<JobEvent> reader) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private @Nullable JobEvent newest;

    /** Adds an event. Its number must be greater than that of the last one. Never waits for a reader. */
    void append(JobEvent event) {
        List<Waiting> told;
        synchronized (this) {
            newest = event;
            told = waiting.stream()
                    .filter(reader -> reader.after < event.number())
                    .toList();
            waiting.removeAll(told);
        }
        told.forEach(reader -> reader.reader.accept(event));
    }

    /**
     * Hands over the next event after that number: at once if there is one, else when it comes. Exactly one event per call.
     *
     * @param after number of the last event that the reader has; 0 if none
     * @param reader called once, by this or another thread; must not block
     * @return takes the question back; the reader is then not called any more (or is being called right now)
     */
    public Runnable next(long after, Consumer<JobEvent> reader) {
        JobEvent event;
        Waiting mine = new Waiting(after, reader);
        synchronized (this) {
            event = newest;
            if (event == null || event.number() <= after) {
                waiting.add(mine);
                return () -> forget(mine);
            }
        }
        reader.accept(event);
        return () -> {};
    }

    private synchronized void forget(Waiting reader) {
        waiting.remove(reader);
    }
}
