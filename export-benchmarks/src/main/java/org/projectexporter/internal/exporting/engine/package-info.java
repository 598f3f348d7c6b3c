/** Benchmarks of what only the engine sees; for that they bear its package's name. */
@NullMarked
package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.NullMarked;
