/**
 * Verification: {@link org.projectexporter.internal.reading.verify.Verification} reads an archive once. A
 * {@link org.projectexporter.internal.reading.verify.BlockFeed} passes each block to the digests of the volumes and,
 * through a {@link org.projectexporter.internal.reading.verify.FeedChannel}, to the format's reader; {@link
 * org.projectexporter.internal.reading.verify.EntriesCheck} checks each entry, and {@link
 * org.projectexporter.internal.reading.verify.SumsCheck} compares all of them with the archive's own checksums.
 */
@NullMarked
package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.NullMarked;
