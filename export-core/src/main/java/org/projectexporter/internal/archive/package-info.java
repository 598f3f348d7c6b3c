/**
 * An archive as it lies on disk: {@link org.projectexporter.internal.archive.ArchiveParts} finds its files,
 * {@link org.projectexporter.internal.archive.JoinedChannel} reads them as one, and
 * {@link org.projectexporter.internal.archive.ChecksumsFile} is what {@code FILE.sha256} says of them.
 */
@NullMarked
package org.projectexporter.internal.archive;

import org.jspecify.annotations.NullMarked;
