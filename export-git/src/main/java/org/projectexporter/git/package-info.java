/**
 * Source {@code git}: a repository as it was at one moment, complete and without what must stay behind; and what becomes of it in an import.
 * {@link org.projectexporter.git.GitSourceResolver} is the plug-in; {@link org.projectexporter.git.RepositoryFiles} is what other sources
 * may use.
 *
 * <p>The rooms, in reading order, each of which sees only those named above it:
 *
 * <ol>
 *   <li>{@code folder}: what a Git folder is, and which files are in it
 *   <li>{@code config}: its configuration
 *   <li>{@code objects}, {@code refs}, {@code index}: its parts
 *   <li>{@code program}: the program {@code git}, for what JGit cannot read
 *   <li>{@code walk}: walks over history
 *   <li>{@code admission}: what an import checks, and an export asks beforehand
 *   <li>{@code snapshot}: the export; it starts in {@code GitSource}
 *   <li>{@code restore}: the import; it starts in {@code GitRestorer}
 * </ol>
 *
 * <p>Format facts are those of Git's own manual: gitrepository-layout(5), gitformat-index(5), gitformat-pack(5), git-config(1).
 */
@NullMarked
package org.projectexporter.git;

import org.jspecify.annotations.NullMarked;
