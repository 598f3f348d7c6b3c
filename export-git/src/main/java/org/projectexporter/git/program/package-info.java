/**
 * Runs the program {@code git} for what JGit cannot do, always on a private repository folder whose configuration is
 * ours.
 */
@NullMarked
package org.projectexporter.git.program;

import org.jspecify.annotations.NullMarked;
