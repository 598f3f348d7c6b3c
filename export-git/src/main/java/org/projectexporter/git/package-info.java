/**
 * Source {@code git}: exports a complete, consistent snapshot of a repository, without what must not be exported, and
 * makes an imported repository safe to use. {@link org.projectexporter.git.GitSourceResolver} is the plug-in;
 * {@link org.projectexporter.git.RepositoryFiles} is what other sources may use.
 *
 * <p>The packages, in reading order; each one depends only on those listed before it:
 *
 * <ol>
 *   <li>{@code folder}: the Git folder and the files in it
 *   <li>{@code config}: its configuration
 *   <li>{@code objects}, {@code refs}, {@code index}: objects, refs and the index
 *   <li>{@code program}: the program {@code git}, for what JGit cannot read
 *   <li>{@code walk}: walks over history
 *   <li>{@code admission}: the checks of an import, which an export makes in advance
 *   <li>{@code snapshot}: the export; it starts in {@code GitSource}
 *   <li>{@code proof}: what the repositories of an archive lack, for a deep verification
 *   <li>{@code restore}: the import; it starts in {@code GitRestorer}
 * </ol>
 *
 * <p>Facts about formats are from Git's manual: gitrepository-layout(5), gitformat-index(5), gitformat-pack(5),
 * git-config(1).
 */
@NullMarked
package org.projectexporter.git;

import org.jspecify.annotations.NullMarked;
