/**
 * One export from its request to its result. {@link org.projectexporter.internal.exporting.run.ExportRun} is the door; who reads
 * {@code ExportSession}, {@code ArchiveWriting}, {@code Resumption} and {@code ArchivePart}, in this order, knows how an export runs and
 * resumes.
 */
@NullMarked
package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.NullMarked;
