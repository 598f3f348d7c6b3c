package org.projectexporter.sidecar.internal.jobs;

import java.util.Optional;

/**
 * The stored state of an export; immutable.
 *
 * @param view the export as published at its last change of state
 * @param idempotencyKey of the request that created it
 * @param lastEvent number of the event that published the view
 * @param reservedEvents no event so far has a greater number, so that events after a crash can start above it
 */
record JobRecord(JobView view, Optional<String> idempotencyKey, long lastEvent, long reservedEvents) {}
