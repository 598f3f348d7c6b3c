/**
 * Exports a project (files, Git history, Git LFS media) as one portable archive.
 *
 * <p>In reading order: {@link org.projectexporter.ProjectExporter} takes an {@link org.projectexporter.ExportRequest} with its
 * {@link org.projectexporter.ExportOptions}, tells a {@link org.projectexporter.ProgressListener} how it goes on, and returns an
 * {@link org.projectexporter.ExportResult} or throws an {@link org.projectexporter.ExportException}.
 */
@NullMarked
package org.projectexporter;

import org.jspecify.annotations.NullMarked;
