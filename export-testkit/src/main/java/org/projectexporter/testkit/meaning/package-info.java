/**
 * Archives whose structure is right and whose meaning is hostile: what the manifest, Git's own files and names say.
 *
 * <p>In reading order: {@link org.projectexporter.testkit.meaning.MeaningProject} is the project that is exported, and what cases are made of;
 * {@link org.projectexporter.testkit.meaning.HostileMeaning} is one case, a change of its archive or of the folder that it is imported
 * into; {@link org.projectexporter.testkit.meaning.HostileMeanings} is all of them, kind by kind. Whoever imports one of them has to
 * refuse it, or must have made it harmless: nothing outside the project is touched, nothing of it runs, whatever ordinary Git commands
 * are called in it afterwards. Commands are called in a tree that means harm to whoever calls them: only where they
 * can write nowhere else, since a hole in the import is a hole in the machine. No case names a path that is not its own.
 * Every command that a case plants is called {@link org.projectexporter.testkit.meaning.MeaningProject#CANARY}.
 */
@NullMarked
package org.projectexporter.testkit.meaning;

import org.jspecify.annotations.NullMarked;
