/**
 * Import: {@link org.projectexporter.internal.reading.unpack.ImportRun} reads an archive once, as a verification does.
 * {@code ImportSink}, its {@link org.projectexporter.internal.reading.verify.EntrySink}, asks the restorers about each
 * entry and passes it to a {@code Tree}: the {@code DiskTree} in a {@code StagingFolder}, or none in a dry run. What
 * can only be created when all files exist (links, times of folders) waits in {@code DeferredEntries}. Finally, the
 * folder is renamed.
 *
 * <p>Deep verification: {@link org.projectexporter.internal.reading.unpack.DeepVerification} does the same with a
 * {@code ScratchTree}, to which only the files go that restorers need for their proofs.
 */
@NullMarked
package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.NullMarked;
