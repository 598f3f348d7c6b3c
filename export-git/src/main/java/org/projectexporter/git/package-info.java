/**
 * Source {@code git}: a repository as it was at one moment, whole and without what must stay behind; and what becomes of one that comes
 * back by an import.
 *
 * <p>In reading order, on the way out:
 *
 * <ol>
 *   <li>{@link org.projectexporter.git.GitSourceResolver} opens a {@code GitSource}, which finds repositories in the walk: {@code .git}
 *       folders, {@code GitLink}s (files {@code .git}), {@code Modules} (of submodules), {@link org.projectexporter.git.BareRepository}.
 *   <li>{@code RepositoryPlan} plans one, a {@code GitFolder}. {@code RepositoryShape} and {@code RepositoryKind} say what can be done
 *       with it; {@code GitFileRules} how each file travels; {@code LeftBehind} tells of those that do not.
 *   <li>What may change is read until two {@code RepositorySnapshot}s agree ({@code ConsistentSnapshot}). {@code FileCapture} reads a file, and takes
 *       from it what must not leave: {@code RewrittenConfig} by {@code ConfigAllowList}, {@code UrlSecrets}, {@code ReftableLogs},
 *       {@code PortableIndex}. {@code RefTips} learns where refs point on the way.
 *   <li>{@code ObjectFiles} plans packs and loose objects, {@code Alternates} and {@code BorrowedObjects} those of other repositories,
 *       {@code GitAddenda} what a {@code git gc} has put in the place of what was planned.
 *   <li>{@code CommitCount} counts commits, {@code PresentRefs} proves refs; {@code ObjectStore} reads objects with JGit
 *       ({@code QuietJGit}), {@code PrivateGit} asks the program {@code git} where JGit cannot.
 *   <li>{@link org.projectexporter.git.IndexReader} reads an index, {@code SplitIndex} what it shares with another; {@code UncleanFiles}
 *       finds the files that Git would have to read.
 * </ol>
 *
 * <p>And on the way in: {@code GitRestorer} watches over what an archive brings ({@code ForeignGitFiles}, {@code ImportedConfig}), and
 * remembers each {@code FoundFolder} that may be a repository. When all is there, {@code RestoredRepository} makes each harmless and ready,
 * and {@code RestoredIndex} tells Git which files it need not read.
 *
 * <p>Format facts are those of Git's own manual: gitrepository-layout(5), gitformat-index(5), gitformat-pack(5), git-config(1).
 */
@NullMarked
package org.projectexporter.git;

import org.jspecify.annotations.NullMarked;
