/**
 * Packs and loose objects, of a repository and of those it borrows from ({@code Alternates}); {@code ObjectStore} reads
 * them with JGit.
 */
@NullMarked
package org.projectexporter.git.objects;

import org.jspecify.annotations.NullMarked;
