package org.projectexporter.sidecar.internal.jobs;

import java.util.Optional;

/**
 * What is kept of an export when the process ends; immutable.
 *
 * @param view the export as it was told last when its state changed
 * @param idempotencyKey of the request that made it
 * @param lastEvent number of the event that told the view
 * @param reservedEvents no event has a greater number than this, so that after a crash the next ones have
 */
record JobRecord(JobView view, Optional<String> idempotencyKey, long lastEvent, long reservedEvents) {}
