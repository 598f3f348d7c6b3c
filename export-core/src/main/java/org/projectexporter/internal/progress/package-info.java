/** Progress: which events a {@link org.projectexporter.ProgressListener} gets, and when. */
@NullMarked
package org.projectexporter.internal.progress;

import org.jspecify.annotations.NullMarked;
