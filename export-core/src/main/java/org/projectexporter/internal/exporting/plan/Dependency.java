package org.projectexporter.internal.exporting.plan;

import org.projectexporter.spi.RawPath;

/**
 * A reference from an entry to something outside the project that is exported too.
 *
 * @param from the entry that refers, such as a symbolic link
 * @param target the path in the archive of what it refers to
 */
public record Dependency(RawPath from, RawPath target) {}
