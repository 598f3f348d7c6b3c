/**
 * What of a plan will not survive on Windows, macOS or FAT32: {@link org.projectexporter.internal.exporting.portability.PortabilityCheck} looks
 * at its entries as they are sealed.
 */
@NullMarked
package org.projectexporter.internal.exporting.portability;

import org.jspecify.annotations.NullMarked;
