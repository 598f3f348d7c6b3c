package org.projectexporter.sidecar.internal.jobs;

/**
 * Who uploads; immutable.
 *
 * @param name of the token
 * @param limited whether the limits for each token apply to it
 */
public record UploadOwner(String name, boolean limited) {}
