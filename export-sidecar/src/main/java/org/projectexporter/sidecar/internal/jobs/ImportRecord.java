package org.projectexporter.sidecar.internal.jobs;

import java.util.Optional;

/**
 * The stored state of an import; immutable.
 *
 * @param view the import as published at its last change of state
 * @param lastEvent number of the event that published the view
 * @param target the project id that a running import creates
 */
record ImportRecord(ImportView view, long lastEvent, Optional<String> target) {}
