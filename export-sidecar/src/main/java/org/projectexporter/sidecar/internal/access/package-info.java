/** Who may do what: tokens, signed download URLs, and tickets. This package is independent of HTTP. */
@NullMarked
package org.projectexporter.sidecar.internal.access;

import org.jspecify.annotations.NullMarked;
