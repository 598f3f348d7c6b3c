/** Benchmarks of what only a run sees; for that they bear its package's name. */
@NullMarked
package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.NullMarked;
