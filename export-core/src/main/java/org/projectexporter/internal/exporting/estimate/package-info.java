/**
 * Estimates the size of an archive from its plan: {@link SampleGroups} sorts the planned files into groups and chooses
 * {@link Sample}s, {@link Sampling} measures these, and {@link ExpectedArchive} adds up what the format makes of it.
 */
@NullMarked
package org.projectexporter.internal.exporting.estimate;

import org.jspecify.annotations.NullMarked;
