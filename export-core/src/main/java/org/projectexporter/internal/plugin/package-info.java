/** The one registry through which formats, sources and checkpoint stores are found. */
@NullMarked
package org.projectexporter.internal.plugin;

import org.jspecify.annotations.NullMarked;
