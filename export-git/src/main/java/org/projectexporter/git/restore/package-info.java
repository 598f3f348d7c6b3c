/** What becomes of repositories in an import, after everything has been unpacked. */
@NullMarked
package org.projectexporter.git.restore;

import org.jspecify.annotations.NullMarked;
