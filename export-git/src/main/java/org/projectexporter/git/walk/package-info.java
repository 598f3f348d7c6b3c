/**
 * Walks over history, with JGit, or with {@code git} for what JGit cannot read: commits, blobs and trees, and the check
 * that the objects of refs exist.
 */
@NullMarked
package org.projectexporter.git.walk;

import org.jspecify.annotations.NullMarked;
