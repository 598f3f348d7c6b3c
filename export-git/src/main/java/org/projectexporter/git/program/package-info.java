/** The program {@code git}, asked where JGit cannot answer: always on a private repository folder whose configuration is ours. */
@NullMarked
package org.projectexporter.git.program;

import org.jspecify.annotations.NullMarked;
