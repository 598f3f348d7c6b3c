/**
 * The deflate engine "libdeflate".
 *
 * <p>In reading order: {@link org.projectexporter.natives.deflate.LibdeflateEngine} is the plug-in, whose {@code
 * LibdeflateCompressor}s call the functions in {@code Libdeflate}, which {@code LibdeflateLibrary} has loaded. {@code OpenEnd} makes a complete stream the piece of a longer one; it finds the places to
 * change with {@code BlockWalk}, which reads {@code HuffmanCode}s.
 *
 * <p>Format facts cite RFC 1951.
 */
@NullMarked
package org.projectexporter.natives.deflate;

import org.jspecify.annotations.NullMarked;
