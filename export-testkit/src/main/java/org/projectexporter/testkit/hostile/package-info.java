/**
 * Archives that must be refused: a real export with one defect.
 *
 * <p>In reading order: {@link org.projectexporter.testkit.hostile.HostileArchive} is one of them, with the defect that
 * its refusal must report. {@link org.projectexporter.testkit.hostile.HostileZips}, {@link
 * org.projectexporter.testkit.hostile.HostileTars} and {@link org.projectexporter.testkit.hostile.HostileStreams}
 * create them from the bytes of an export; {@code ZipParts} and {@code TarParts} parse it and write it again; {@link
 * org.projectexporter.testkit.hostile.HostileNames} lists paths that no entry may have. {@link
 * org.projectexporter.testkit.hostile.ZipBombs} creates zip bombs.
 */
@NullMarked
package org.projectexporter.testkit.hostile;

import org.jspecify.annotations.NullMarked;
