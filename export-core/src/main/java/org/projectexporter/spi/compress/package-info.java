/**
 * Tools for writers of compressed formats: DEFLATE on all processors with output that does not depend on their number
 * ({@link org.projectexporter.spi.compress.BlockDeflater}, {@link org.projectexporter.spi.compress.Pipeline}), and
 * checksums of joined blocks ({@link org.projectexporter.spi.compress.Crc32}).
 *
 * <p>No plug-in has to use them. The contract itself is {@link org.projectexporter.spi}.
 */
@NullMarked
package org.projectexporter.spi.compress;

import org.jspecify.annotations.NullMarked;
