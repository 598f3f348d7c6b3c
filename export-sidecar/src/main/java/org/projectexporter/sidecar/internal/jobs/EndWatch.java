package org.projectexporter.sidecar.internal.jobs;

import java.util.function.Consumer;

/** Watches exports or imports for their ends. */
final class EndWatch {
    private final Consumer<JobEvent> listener;

    EndWatch(Consumer<JobEvent> listener) {
        this.listener = listener;
    }

    /** Watches one from its first event. */
    void watch(EventLog events) {
        next(events, 0);
    }

    /** Watches one of an earlier process: its last event may be an end that the listener has not seen. */
    void watchFromLast(EventLog events) {
        next(events, events.lastNumber() - 1);
    }

    /** Events of an export or import that has ended are kept until they are delivered; only progress is skipped. */
    private void next(EventLog events, long after) {
        events.next(after, event -> {
            if (!event.type().isProgress()) {
                listener.accept(event);
            }
            next(events, event.number());
        });
    }
}
