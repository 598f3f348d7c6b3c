package org.projectexporter.sidecar.internal.http;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

import org.projectexporter.sidecar.internal.jobs.JobEvent;

/** The texts of events. The newest is kept, since many listeners of one export want the same at the same time. Of one thread. */
final class EventTexts {
    private final Function<JobEvent, String> json;
    private @Nullable JobEvent event;
    private String text = "";

    EventTexts(Function<JobEvent, String> json) {
        this.json = json;
    }

    String of(JobEvent wanted) {
        if (!wanted.equals(event)) {
            text = json.apply(wanted);
            event = wanted;
        }
        return text;
    }
}
