/** Exports as jobs that are queued, run, stop, resume, and survive a crash. This package is independent of HTTP. */
@NullMarked
package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.NullMarked;
