/**
 * Source {@code lfs}: what Git LFS keeps beside a repository, and what its pointers point to.
 *
 * <p>In reading order: {@link org.projectexporter.lfs.LfsSourceResolver} opens an {@code LfsSource}. Where the repository travels,
 * {@code StoreWalk} contributes its store and {@code MissingObjects} looks for what the store lacks; where it does not,
 * {@code PointerFiles} puts the content in the place of each pointer. {@code PointerParser} reads pointers, {@code LfsStore} knows
 * where objects lie, {@code GitFolders} which repositories there are and whose a file is. Format facts are those of the Git LFS
 * specification, {@code docs/spec.md} of git-lfs.
 */
@NullMarked
package org.projectexporter.lfs;

import org.jspecify.annotations.NullMarked;
