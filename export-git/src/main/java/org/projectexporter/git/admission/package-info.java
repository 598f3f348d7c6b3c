/** What an import checks about repositories in an archive. An export asks the same, so that it writes nothing that an import would refuse. */
@NullMarked
package org.projectexporter.git.admission;

import org.jspecify.annotations.NullMarked;
