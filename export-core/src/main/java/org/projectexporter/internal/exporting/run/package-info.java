/**
 * One export from its request to its result. {@link org.projectexporter.internal.exporting.run.ExportRun} is the entry
 * point. To learn how an export runs and resumes, read {@code ExportSession}, {@code ArchiveWriting},
 * {@code Resumption} and {@code ArchivePart}, in this order.
 */
@NullMarked
package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.NullMarked;
