/** Fakes of formats, sources and the disk for the tests of the core. */
@NullMarked
package org.projectexporter.fakes;

import org.jspecify.annotations.NullMarked;
