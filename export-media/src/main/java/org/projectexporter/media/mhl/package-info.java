/**
 * Seals in the form of ASC Media Hash Lists.
 *
 * <p>In reading order: {@link org.projectexporter.media.mhl.MhlSourceResolver} captures the histories of a project,
 * {@link org.projectexporter.media.mhl.MhlFormat} makes a {@code MhlSeal} of one export, which has an {@code
 * MhlGeneration} for each {@code MhlHistory}; {@code MhlCheck} verifies an archive.
 */
@NullMarked
package org.projectexporter.media.mhl;

import org.jspecify.annotations.NullMarked;
