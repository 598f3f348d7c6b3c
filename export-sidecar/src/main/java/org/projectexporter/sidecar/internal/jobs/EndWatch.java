package org.projectexporter.sidecar.internal.jobs;

import java.util.function.Consumer;

/** Watches exports for their ends. */
final class EndWatch {
    private final Consumer<JobEvent> listener;

    EndWatch(Consumer<JobEvent> listener) {
        this.listener = listener;
    }

    /** Watches an export from its first event. */
    void watch(ExportJob job) {
        next(job.events(), 0);
    }

    /** Watches an export of an earlier process: its last event may be an end that the listener has not seen. */
    void watchFromLast(ExportJob job) {
        next(job.events(), job.events().lastNumber() - 1);
    }

    /** Events of an export that has ended are kept until they are delivered; only progress is skipped. */
    private void next(EventLog events, long after) {
        events.next(after, event -> {
            if (event.type() != JobEvent.Type.EXPORT_PROGRESS) {
                listener.accept(event);
            }
            next(events, event.number());
        });
    }
}
