/** Figures that are counted from the start, independent of how they are reported. */
@NullMarked
package org.projectexporter.sidecar.internal.figures;

import org.jspecify.annotations.NullMarked;
