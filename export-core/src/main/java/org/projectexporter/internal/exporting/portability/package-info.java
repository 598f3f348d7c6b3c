/**
 * What will not survive on Windows, macOS or FAT32: {@link
 * org.projectexporter.internal.exporting.portability.PortabilityCheck} examines the entries of a plan as they are
 * sealed.
 */
@NullMarked
package org.projectexporter.internal.exporting.portability;

import org.jspecify.annotations.NullMarked;
