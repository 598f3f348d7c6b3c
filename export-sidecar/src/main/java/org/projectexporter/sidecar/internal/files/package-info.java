/** The form of the data folder's small files, and those that only the server's user may read. */
@NullMarked
package org.projectexporter.sidecar.internal.files;

import org.jspecify.annotations.NullMarked;
