package org.projectexporter.internal.exporting.plan;

import org.projectexporter.spi.RawPath;

/**
 * That an entry refers to something outside the project which travels too.
 *
 * @param from the entry that refers, as a symbolic link
 * @param target what it refers to, as in the archive
 */
public record Dependency(RawPath from, RawPath target) {}
