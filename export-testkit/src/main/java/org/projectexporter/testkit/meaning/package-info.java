/**
 * Archives with a correct structure and a hostile meaning: in the manifest, Git's own files, and names.
 *
 * <p>In reading order: {@link org.projectexporter.testkit.meaning.MeaningProject} is the project that is exported, from
 * which cases are made; {@link org.projectexporter.testkit.meaning.HostileMeaning} is one case, a change of its archive
 * or of the folder that it is imported into; {@link org.projectexporter.testkit.meaning.HostileMeanings} is all of
 * them, kind by kind. An import must refuse such an archive or make it harmless: nothing outside the project is
 * touched, and nothing in it runs, whatever ordinary Git commands are run in it afterwards. These commands run in a
 * hostile tree, so they may only be run where they cannot write anywhere else: a hole in the import is a hole in the
 * machine. No case names a path that is not its own. Every command that a case plants is called {@link
 * org.projectexporter.testkit.meaning.MeaningProject#CANARY}.
 */
@NullMarked
package org.projectexporter.testkit.meaning;

import org.jspecify.annotations.NullMarked;
