package org.projectexporter.sidecar.internal.http;

import org.jspecify.annotations.Nullable;

import org.projectexporter.sidecar.internal.jobs.JobEvent;

/**
 * The texts of events. The latest is cached, since many listeners of one export need it at the same time, most of them
 * with the same links. Used by one thread.
 */
final class EventTexts {
    private @Nullable JobEvent event;
    private @Nullable Links links;
    private String text = "";

    String of(JobEvent wanted, Links all) {
        if (!wanted.equals(event) || !all.equals(links)) {
            text = EventJson.of(wanted, all).toString();
            event = wanted;
            links = all;
        }
        return text;
    }
}
