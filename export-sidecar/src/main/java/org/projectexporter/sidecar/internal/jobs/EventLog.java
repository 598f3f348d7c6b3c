package org.projectexporter.sidecar.internal.jobs;

import java.util.function.Consumer;

/**
 * The events of one export, for any number of readers, of which none can hold up the export or another reader; thread-safe. A
 * reader asks for one event at a time. Progress that it has missed comes as the newest only, in constant memory.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class EventLog {
    /** Adds an event. Its number must be greater than that of the last one. Never waits for a reader. */
    void append(JobEvent event) {
        throw new UnsupportedOperationException();
    }

    /**
     * Hands over the next event after that number: at once if there is one, else when it comes. Exactly one event per call.
     *
     * @param after number of the last event that the reader has; 0 if none
     * @param reader called once, by this or another thread; must not block
     * @return takes the question back; the reader is then not called any more (or is being called right now)
     */
    public Runnable next(long after, Consumer<JobEvent> reader) {
        throw new UnsupportedOperationException();
    }
}
