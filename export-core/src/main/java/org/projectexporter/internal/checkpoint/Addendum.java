package org.projectexporter.internal.checkpoint;

/**
 * The addendum is sealed: what has taken the place of planned entries that were gone.
 *
 * @param vanished number of entries that were gone before it
 * @param objects number of Git objects in the archive before it
 */
public record Addendum(long vanished, long objects) {}
