/**
 * Walks over history, through JGit, or through {@code git} for what JGit cannot read: commits, blobs and trees, and proof that what refs point to
 * is there.
 */
@NullMarked
package org.projectexporter.git.walk;

import org.jspecify.annotations.NullMarked;
