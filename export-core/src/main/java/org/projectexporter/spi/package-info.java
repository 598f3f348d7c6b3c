/**
 * The interfaces that contributors implement: archive formats and sources of entries.
 *
 * <p>In reading order: a {@link org.projectexporter.spi.SourceResolver} examines the project and opens a
 * {@link org.projectexporter.spi.ProjectSource}, which puts {@link org.projectexporter.spi.PlannedEntry entries} into a
 * {@link org.projectexporter.spi.PlanSink}. An {@link org.projectexporter.spi.ArchiveFormat} opens an
 * {@link org.projectexporter.spi.ArchiveWriter} on an {@link org.projectexporter.spi.ArchiveOutput}; the engine passes
 * the entries to it in the order of their names. Names are bytes: {@link org.projectexporter.spi.RawPath}, {@link
 * org.projectexporter.spi.NativeNames}. Writers of compressed formats share {@link
 * org.projectexporter.spi.compress.Pipeline}, {@link org.projectexporter.spi.compress.BlockDeflater} and {@link
 * org.projectexporter.spi.compress.Crc32}.
 *
 * <p>Implementations are found with {@link java.util.ServiceLoader}. The abstract tests in export-testkit define the
 * contract.
 */
@NullMarked
package org.projectexporter.spi;

import org.jspecify.annotations.NullMarked;
