/**
 * Import: {@link org.projectexporter.internal.restore.ImportRun} reads an archive once, as a verification does. {@code Incoming}, its
 * {@link org.projectexporter.internal.verify.EntrySink}, asks the restorers about each entry and hands it to a {@code Tree}: the
 * {@code DiskTree} in a {@code StagingFolder}, or none in a dry run. What can only be made when all files are there (links, times of
 * folders) waits in {@code LateEntries}. Last, the folder gets its name.
 */
@NullMarked
package org.projectexporter.internal.restore;

import org.jspecify.annotations.NullMarked;
