/** Files of the data folder that only the server's user may read. */
@NullMarked
package org.projectexporter.sidecar.internal.files;

import org.jspecify.annotations.NullMarked;
