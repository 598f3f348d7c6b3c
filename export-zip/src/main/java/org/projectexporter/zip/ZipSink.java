package org.projectexporter.zip;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.compress.BlockDeflater;
import org.projectexporter.spi.compress.Pipeline;

/**
 * The state that the entries of one archive share. Output and directory are only used by the pipeline's steps, or when
 * it is empty: the position of an entry is not known before.
 */
record ZipSink(ArchiveOutput output, Pipeline pipeline, BlockDeflater deflater, CentralDirectory directory) {}
