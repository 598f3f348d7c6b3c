/**
 * Tools for writers of compressed formats: DEFLATE on all processors with output that does not depend on their number
 * ({@link org.projectexporter.spi.compress.BlockDeflater}, {@link org.projectexporter.spi.compress.Pipeline}), by one
 * of several implementations ({@link org.projectexporter.spi.compress.DeflateEngine}), and checksums of joined blocks
 * ({@link org.projectexporter.spi.compress.Crc32}).
 *
 * <p>A {@code DeflateEngine} is a plug-in of its own. Formats do not have to use any of this. The contract itself is
 * {@link org.projectexporter.spi}.
 */
@NullMarked
package org.projectexporter.spi.compress;

import org.jspecify.annotations.NullMarked;
