/**
 * Seals in the form of ASC Media Hash Lists.
 *
 * <p>In reading order: {@link org.projectexporter.media.mhl.MhlSourceResolver} captures the histories of a project,
 * {@link org.projectexporter.media.mhl.MhlFormat} makes a {@code MhlSeal} of one export. This has an {@code MhlTree} of
 * each {@code MhlHistory}, decides with {@code MhlKinds} which hashes are computed, and at the end makes an {@code
 * MhlGeneration} of each {@code MhlComparison}; {@code MhlCheck} verifies an archive.
 */
@NullMarked
package org.projectexporter.media.mhl;

import org.jspecify.annotations.NullMarked;
