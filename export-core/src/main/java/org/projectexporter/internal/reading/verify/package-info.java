/**
 * Verification: {@link org.projectexporter.internal.reading.verify.Verification} reads an archive once. A
 * {@link org.projectexporter.internal.reading.verify.BlockFeed} hands each block to the digests of the volumes and, through a
 * {@link org.projectexporter.internal.reading.verify.FeedChannel}, to the format's reader; {@link org.projectexporter.internal.reading.verify.EntriesCheck}
 * looks at each entry, and {@link org.projectexporter.internal.reading.verify.SumsCheck} compares all of them with what the archive says of itself.
 */
@NullMarked
package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.NullMarked;
