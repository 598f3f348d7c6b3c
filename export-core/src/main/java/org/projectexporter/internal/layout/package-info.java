/**
 * The layout of an archive on disk: {@link org.projectexporter.internal.layout.ArchiveParts} finds its files,
 * {@link org.projectexporter.internal.layout.JoinedChannel} reads them as one, and
 * {@link org.projectexporter.internal.layout.ChecksumsFile} is the content of {@code FILE.sha256}.
 *
 * <p>{@link org.projectexporter.internal.layout.Bag} is the layout of an archive with the seal {@code bagit}.
 */
@NullMarked
package org.projectexporter.internal.layout;

import org.jspecify.annotations.NullMarked;
