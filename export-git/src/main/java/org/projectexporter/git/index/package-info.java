/** The index: gitformat-index(5) in versions 2 to 4, split or not, read in one pass and in bounded memory. */
@NullMarked
package org.projectexporter.git.index;

import org.jspecify.annotations.NullMarked;
