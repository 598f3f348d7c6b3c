/**
 * Exports a project (files, Git history, Git LFS media) as one portable archive, verifies such archives, and imports
 * them.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@link org.projectexporter.ProjectExporter} takes an {@link org.projectexporter.ExportRequest} with its
 *       {@link org.projectexporter.ExportOptions} ({@link org.projectexporter.OptionsJson} reads them), tells a
 *       {@link org.projectexporter.ProgressListener} how it goes on ({@link org.projectexporter.ExportOutline} once,
 *       then {@link org.projectexporter.ProgressEvent}s), and returns an {@link org.projectexporter.ExportResult},
 *       which tells of each {@link org.projectexporter.PortabilityIssue}.
 *   <li>A {@link org.projectexporter.CancellationToken} stops it. What {@linkplain
 *       org.projectexporter.ExportStoppedException was stopped} is resumed, with {@link
 *       org.projectexporter.ResumeSettings}, or discarded.
 *   <li>{@code ProjectExporter.verify} returns a {@link org.projectexporter.VerifyResult} with each
 *       {@link org.projectexporter.VerifyProblem}.
 *   <li>{@link org.projectexporter.ProjectImporter} takes an {@link org.projectexporter.ImportRequest} with its
 *       {@link org.projectexporter.ImportLimits}, and returns an {@link org.projectexporter.ImportResult} with
 *       {@link org.projectexporter.ImportNote}s; what an archive may not hold is an {@link
 *       org.projectexporter.ArchiveDefect} in a {@link org.projectexporter.RefusedArchiveException}.
 * </ol>
 *
 * <p>Whatever cannot be done is an {@link org.projectexporter.ExportException} whose message says what to do. Formats
 * and sources that others write are described in {@link org.projectexporter.spi}.
 */
@NullMarked
package org.projectexporter;

import org.jspecify.annotations.NullMarked;
