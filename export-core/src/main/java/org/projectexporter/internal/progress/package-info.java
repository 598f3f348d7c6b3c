/** What a {@link org.projectexporter.ProgressListener} is told, and when. */
@NullMarked
package org.projectexporter.internal.progress;

import org.jspecify.annotations.NullMarked;
