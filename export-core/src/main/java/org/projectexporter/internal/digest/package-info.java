/** Digests that several parts of an export compute. */
@NullMarked
package org.projectexporter.internal.digest;

import org.jspecify.annotations.NullMarked;
