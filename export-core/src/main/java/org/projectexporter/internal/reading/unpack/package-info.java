/**
 * Import: {@link org.projectexporter.internal.reading.unpack.ImportRun} reads an archive once, as a verification does. {@code ImportSink}, its
 * {@link org.projectexporter.internal.reading.verify.EntrySink}, asks the restorers about each entry and hands it to a {@code Tree}: the
 * {@code DiskTree} in a {@code StagingFolder}, or none in a dry run. What can only be made when all files are there (links, times of
 * folders) waits in {@code DeferredEntries}. Last, the folder gets its name.
 */
@NullMarked
package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.NullMarked;
