/**
 * The checks that an import makes on repositories in an archive. An export makes the same checks, so that it writes
 * nothing that an import would refuse.
 */
@NullMarked
package org.projectexporter.git.admission;

import org.jspecify.annotations.NullMarked;
