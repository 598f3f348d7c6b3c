/**
 * The progress of an export on disk, so that a later run can resume it.
 *
 * <p>In reading order: {@link org.projectexporter.internal.exporting.journal.CheckpointStore} keeps records; the
 * most frequent one is a {@link org.projectexporter.internal.exporting.journal.Checkpoint};
 * {@link org.projectexporter.internal.exporting.journal.Journal} writes them and reports the resulting state.
 */
@NullMarked
package org.projectexporter.internal.exporting.journal;

import org.jspecify.annotations.NullMarked;
