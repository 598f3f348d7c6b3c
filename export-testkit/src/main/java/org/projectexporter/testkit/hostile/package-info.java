/**
 * Archives that must be refused: a real export with one defect put in.
 *
 * <p>In reading order: {@link org.projectexporter.testkit.hostile.HostileArchive} is one of them, with the defect that its refusal has to
 * name. {@link org.projectexporter.testkit.hostile.HostileZips}, {@link org.projectexporter.testkit.hostile.HostileTars} and
 * {@link org.projectexporter.testkit.hostile.HostileStreams} make them of the bytes of an export; {@code ZipParts} and {@code TarParts}
 * take it apart and put it together again; {@link org.projectexporter.testkit.hostile.HostileNames} lists paths that no entry may have.
 * {@link org.projectexporter.testkit.hostile.ZipBombs} makes bombs.
 */
@NullMarked
package org.projectexporter.testkit.hostile;

import org.jspecify.annotations.NullMarked;
