/** The manifest: written as the archive's last entry but one, read back from an archive or from beside it. */
@NullMarked
package org.projectexporter.internal.exporting.manifest;

import org.jspecify.annotations.NullMarked;
