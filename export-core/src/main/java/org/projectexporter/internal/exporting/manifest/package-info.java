/** The manifest: written as the archive's last entry but one. */
@NullMarked
package org.projectexporter.internal.exporting.manifest;

import org.jspecify.annotations.NullMarked;
