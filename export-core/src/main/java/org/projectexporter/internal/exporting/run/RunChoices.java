package org.projectexporter.internal.exporting.run;

import org.projectexporter.internal.exporting.engine.UnreadableFiles;

/**
 * What one run of an export may do otherwise than the run that began it.
 *
 * @param sameProject whether the project is considered the planned one even if nothing in it looks like it
 * @param unreadable what is done about files that cannot be read
 */
record RunChoices(boolean sameProject, UnreadableFiles unreadable) {}
