/** The import of repositories: checks while an archive is unpacked, and changes after everything has been unpacked. */
@NullMarked
package org.projectexporter.git.restore;

import org.jspecify.annotations.NullMarked;
