package org.projectexporter.sidecar.internal.http;

import org.jspecify.annotations.Nullable;

import org.projectexporter.sidecar.internal.jobs.JobEvent;

/**
 * The texts of events. The latest is cached, since many listeners of one export need it at the same time. Used by one
 * thread.
 */
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
