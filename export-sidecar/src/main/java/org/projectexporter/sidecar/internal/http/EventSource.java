package org.projectexporter.sidecar.internal.http;

import java.util.function.BooleanSupplier;

import org.projectexporter.sidecar.internal.jobs.EventLog;

/**
 * What a stream sends.
 *
 * @param lastNumber of the last event that the listener has
 * @param links for the listener
 * @param streams the thread of the stream
 * @param allowed whether the listener may still receive events
 */
record EventSource(
        EventLog log, long lastNumber, EventTexts texts, Links links, EventStreams streams, BooleanSupplier allowed) {}
