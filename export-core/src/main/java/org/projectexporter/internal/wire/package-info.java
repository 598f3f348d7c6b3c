/** The binary forms that files of a work folder are made of. */
@NullMarked
package org.projectexporter.internal.wire;

import org.jspecify.annotations.NullMarked;
