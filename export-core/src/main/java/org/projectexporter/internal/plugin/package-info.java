/** The one registry through which archive formats and sources are found. */
@NullMarked
package org.projectexporter.internal.plugin;

import org.jspecify.annotations.NullMarked;
