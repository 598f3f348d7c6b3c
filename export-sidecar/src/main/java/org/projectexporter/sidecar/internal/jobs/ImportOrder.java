package org.projectexporter.sidecar.internal.jobs;

import org.projectexporter.ImportRequest.OnConflict;

/**
 * What is to be imported, and as what; immutable.
 *
 * @param source where the archive is
 * @param name the requested project id
 * @param onConflict what to do if the project exists
 * @param preview whether the archive is only examined
 */
public record ImportOrder(ImportSource source, String name, OnConflict onConflict, boolean preview) {}
