package org.projectexporter.zip;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.compress.BlockDeflater;
import org.projectexporter.spi.compress.Pipeline;

/**
 * What the entries of one archive share. Output and directory are only touched by the pipeline's steps, or when it is empty: where
 * an entry stands is not known before.
 */
record ZipSink(ArchiveOutput output, Pipeline pipeline, BlockDeflater deflater, CentralDirectory directory) {}
