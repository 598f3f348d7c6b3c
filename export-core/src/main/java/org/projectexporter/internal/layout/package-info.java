/**
 * An archive as it lies on disk: {@link org.projectexporter.internal.layout.ArchiveParts} finds its files,
 * {@link org.projectexporter.internal.layout.JoinedChannel} reads them as one, and
 * {@link org.projectexporter.internal.layout.ChecksumsFile} is what {@code FILE.sha256} says of them.
 */
@NullMarked
package org.projectexporter.internal.layout;

import org.jspecify.annotations.NullMarked;
