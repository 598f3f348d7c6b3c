/**
 * How far an export has come, on disk, so that a later run can go on from there.
 *
 * <p>In reading order: {@link org.projectexporter.internal.checkpoint.FileCheckpointStore} keeps records; a
 * {@link org.projectexporter.internal.checkpoint.Record} is one of them, the most frequent a
 * {@link org.projectexporter.internal.checkpoint.Checkpoint}; {@link org.projectexporter.internal.checkpoint.Journal} writes
 * them and tells what they add up to.
 */
@NullMarked
package org.projectexporter.internal.checkpoint;

import org.jspecify.annotations.NullMarked;
