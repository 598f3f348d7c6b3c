/** The ways to find projects by their ids: a file of the operator, a backend over HTTP. */
@NullMarked
package org.projectexporter.sidecar.internal.projects;

import org.jspecify.annotations.NullMarked;
