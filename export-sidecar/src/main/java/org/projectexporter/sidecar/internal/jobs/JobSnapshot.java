package org.projectexporter.sidecar.internal.jobs;

/** What an event is about: an export or an import at one moment. */
public sealed interface JobSnapshot permits JobView, ImportView {
    /** A random UUID, lower case. */
    String id();

    /** Its progress. */
    JobView.Progress progress();
}
