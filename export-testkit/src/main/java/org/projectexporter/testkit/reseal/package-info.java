/**
 * Archives whose structure is right and whose meaning is not: a real export is taken apart, any part of it is changed, and all is sealed
 * again, so that checksums, counts and headers agree with what it now holds.
 *
 * <p>In reading order: {@link org.projectexporter.testkit.reseal.Resealed} is such an archive, made of {@code Part}s; {@code Seal}
 * computes what the manifest and {@code SHA256SUMS} have to say, and {@code Beside} writes the files that belong beside the archive.
 * {@link org.projectexporter.testkit.hostile} is its counterpart: there the meaning is right and the structure is not.
 */
@NullMarked
package org.projectexporter.testkit.reseal;

import org.jspecify.annotations.NullMarked;
