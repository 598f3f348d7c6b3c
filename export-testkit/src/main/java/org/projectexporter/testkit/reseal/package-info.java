/**
 * Archives with a correct structure and a wrong meaning: any part of a real export is changed, and all of it is sealed
 * again, so that checksums, counts and headers agree with its new content.
 *
 * <p>In reading order: {@link org.projectexporter.testkit.reseal.Resealed} is such an archive, made of {@code Part}s;
 * {@code Seal} computes the manifest and {@code SHA256SUMS}, and {@code ArchiveFiles} writes the files next to the
 * archive. {@link org.projectexporter.testkit.hostile} is its counterpart, with a correct meaning and a wrong
 * structure.
 */
@NullMarked
package org.projectexporter.testkit.reseal;

import org.jspecify.annotations.NullMarked;
