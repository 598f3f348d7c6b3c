/**
 * The files that an export makes: a {@link org.projectexporter.internal.exporting.output.WorkFolder} beside the target, in it the archive
 * as {@link org.projectexporter.internal.exporting.output.VolumeOutput}, and at the end the
 * {@link org.projectexporter.internal.exporting.output.Target}'s own names.
 */
@NullMarked
package org.projectexporter.internal.exporting.output;

import org.jspecify.annotations.NullMarked;
