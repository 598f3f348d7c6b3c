package org.projectexporter.sidecar.internal.jobs;

import java.util.Optional;

/**
 * The stored state of an import; immutable.
 *
 * @param view the import as published at its last change of state
 * @param idempotencyKey of the request that created it
 * @param lastEvent number of the event that published the view
 * @param target the project id that a running import creates, or that of a cancelled one, until it is removed
 */
record ImportRecord(ImportView view, Optional<String> idempotencyKey, long lastEvent, Optional<String> target) {}
