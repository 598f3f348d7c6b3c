/**
 * The files that an export makes: a {@link org.projectexporter.internal.exporting.output.WorkFolder} next to the
 * target, in it the archive as {@link org.projectexporter.internal.exporting.output.VolumeOutput}, and finally the
 * names of the {@link org.projectexporter.internal.exporting.output.Target}.
 */
@NullMarked
package org.projectexporter.internal.exporting.output;

import org.jspecify.annotations.NullMarked;
