/** What the tests of the core put in the place of formats, sources and the disk. */
@NullMarked
package org.projectexporter.fakes;

import org.jspecify.annotations.NullMarked;
