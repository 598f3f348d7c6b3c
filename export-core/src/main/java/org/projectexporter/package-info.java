/**
 * Exports a project (files, Git history, Git LFS media) as one portable archive, verifies such archives, and imports
 * them.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@link org.projectexporter.ProjectExporter} takes an {@link org.projectexporter.ExportRequest} with its
 *       {@link org.projectexporter.ExportOptions}, notifies a {@link org.projectexporter.ProgressListener}
 *       ({@link org.projectexporter.ExportOutline} once, then {@link org.projectexporter.ProgressEvent}s), and returns
 *       an {@link org.projectexporter.ExportResult}, which lists each {@link org.projectexporter.PortabilityIssue}.
 *   <li>{@link org.projectexporter.RunSettings} hold threads, memory, a listener and a
 *       {@link org.projectexporter.CancellationToken} that stops it. What
 *       {@linkplain org.projectexporter.ExportStoppedException was stopped} is resumed or discarded.
 *   <li>{@code ProjectExporter.verify} and {@code verifyDeep} return a {@link org.projectexporter.VerifyResult} with
 *       each {@link org.projectexporter.VerifyResult.Problem} and {@link org.projectexporter.VerifyResult.Missing};
 *       {@code ProjectExporter.describe} returns an {@link org.projectexporter.ArchiveDescription}.
 *   <li>{@link org.projectexporter.ProjectImporter} takes an {@link org.projectexporter.ImportRequest} with its
 *       {@link org.projectexporter.ImportLimits}, and returns an {@link org.projectexporter.ImportResult} with
 *       {@link org.projectexporter.ImportNote}s; what an archive may not hold is an
 *       {@link org.projectexporter.ArchiveDefect} in a {@link org.projectexporter.RefusedArchiveException}.
 * </ol>
 *
 * <p>Whatever cannot be done is an {@link org.projectexporter.ExportException} with a reason for programs and a message
 * that says what to do. Formats and sources that others write are described in {@link org.projectexporter.spi}.
 */
@NullMarked
package org.projectexporter;

import org.jspecify.annotations.NullMarked;
