package org.projectexporter.sidecar.internal.http;

import org.jspecify.annotations.Nullable;

import org.projectexporter.sidecar.internal.jobs.JobEvent;

/** The texts of events. The newest is kept, since many listeners of one export want the same at the same time. Of one thread. */
final class EventTexts {
    private @Nullable JobEvent event;
    private String text = "";

    String of(JobEvent wanted) {
        if (!wanted.equals(event)) {
            text = EventJson.of(wanted).toString();
            event = wanted;
        }
        return text;
    }
}
