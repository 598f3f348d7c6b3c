/** One export from its request to its result: {@link org.projectexporter.internal.exporting.run.ExportRun}. */
@NullMarked
package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.NullMarked;
