/**
 * The files that an export makes: a {@link org.projectexporter.internal.output.WorkFolder} beside the target, in it the archive
 * as an {@link org.projectexporter.internal.output.ArchiveFile}, and at the end the
 * {@link org.projectexporter.internal.output.Target}'s own names.
 */
@NullMarked
package org.projectexporter.internal.output;

import org.jspecify.annotations.NullMarked;
