/** One export from its request to its result: {@link org.projectexporter.internal.run.ExportRun}. */
@NullMarked
package org.projectexporter.internal.run;

import org.jspecify.annotations.NullMarked;
