/**
 * Source {@code lfs}: the Git LFS stores of repositories, and the objects that pointers refer to.
 *
 * <p>In reading order: {@link org.projectexporter.lfs.LfsSourceResolver} opens an {@code LfsSource}. If the repository
 * is exported, {@code StoreWalk} contributes its store and {@code MissingObjects} reports objects that are missing from
 * it; otherwise {@code PointerFiles} replaces each pointer by the content of its object. {@code PointerParser} parses
 * pointers, {@code LfsStore} locates objects, {@code GitFolders} recognizes Git folders, and {@code Repositories} finds
 * the repository of a file. Facts about formats are from the Git LFS specification, {@code docs/spec.md} of git-lfs.
 */
@NullMarked
package org.projectexporter.lfs;

import org.jspecify.annotations.NullMarked;
